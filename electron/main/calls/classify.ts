import { shell } from 'electron';
import type { Jobs } from '../../jobs/jobs.ts';
import type { CallHandlers } from '../ipc.ts';
import { resultsAsCsv } from '../../jobs/classify/csv.ts';
import { askForPhotos, askWhereToSaveAnswers } from '../dialogs.ts';
import { saveFile } from '../../jobs/save-file.ts';

type ClassifyCalls = Pick<CallHandlers, Extract<keyof CallHandlers, `classify.${string}`>>;

export function classifyCalls({ session }: Jobs): ClassifyCalls {
  return {
    'classify.files': async ({ modelId, paths }) => {
      const chosen = paths ?? (await askForPhotos());
      return chosen === null ? null : session.classifyFiles(modelId, chosen);
    },
    'classify.pasted': ({ modelId, fileName, bytes }) =>
      session.classifyPasted(modelId, fileName, bytes),
    'classify.results': () => session.results,
    'classify.showInFolder': ({ id }) => {
      const path = session.resultOf(id)?.path ?? '';
      // What was pasted lies in no folder.
      if (path !== '') shell.showItemInFolder(path);
    },
    'classify.clear': () => session.clear(),
    'classify.exportCsv': async ({ ids, notSureBelow }) => {
      const file = await askWhereToSaveAnswers();
      if (file === null) return false;
      const rows = ids.map((id) => session.resultOf(id)).filter((row) => row !== null);
      await saveFile(file, resultsAsCsv(rows, notSureBelow));
      return true;
    },
  };
}
