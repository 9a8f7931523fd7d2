import { writeFile } from 'node:fs/promises';
import type { CallHandlers } from '../ipc.ts';
import type { ClassifySession } from '../classify/classify-session.ts';
import { resultsAsCsv } from '../classify/csv.ts';
import { askForPhotos, askWhereToSave } from '../dialogs.ts';
import { ProblemError } from '../problem-error.ts';

type ClassifyCalls = Pick<CallHandlers, Extract<keyof CallHandlers, `classify.${string}`>>;

export const classifyCalls = (session: ClassifySession): ClassifyCalls => ({
  'classify.files': async ({ modelId, paths }) => {
    const chosen = paths ?? (await askForPhotos());
    if (chosen === null) return false;
    await session.classifyFiles(modelId, chosen);
    return true;
  },
  'classify.pasted': async ({ modelId, fileName, bytes }) => {
    await session.classifyPasted(modelId, fileName, bytes);
    return true;
  },
  'classify.cancel': () => session.cancel(),
  'classify.results': () => session.results,
  'classify.clear': () => session.clear(),
  'classify.exportCsv': async ({ ids, notSureBelow }) => {
    const file = await askWhereToSave('answers.csv');
    if (file === null) return false;
    const rows = ids.map((id) => session.resultOf(id)).filter((row) => row !== null);
    try {
      await writeFile(file, resultsAsCsv(rows, notSureBelow));
    } catch (error) {
      throw new ProblemError({
        code: 'cannot-save',
        message: `The file “${file}” could not be written (${(error as NodeJS.ErrnoException).code}).`,
        nextStep: 'Choose another place, for example your Documents folder.',
      });
    }
    return true;
  },
});
