import type { TaskState } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { progressWords } from '../answers/answer-words.ts';
import { phaseWords } from '../learn/training-words.ts';
import { byteSize, inWords, timeLeft, wholeNumber } from '../ui/numbers.ts';
import { classifyProgress, trainingState } from './task-views.ts';

/** What is done now, and how far it is, in one sentence. */
export function taskWords(task: TaskState): string {
  switch (task.kind) {
    case 'scan': {
      const { found, read, failed, toRead } = task.details;
      if (task.details.step === 'finding') return m.app_task_finding(counted(found));
      return m.app_task_reading({
        read: wholeNumber(read + failed),
        ...counted(toRead),
      });
    }
    case 'sample':
      return m.app_task_sample({ drawn: wholeNumber(task.done), ...counted(task.total ?? 0) });
    case 'training':
      return phaseWords(trainingState(task));
    case 'classify':
      return progressWords(classifyProgress(task));
    case 'eye-download':
      if (task.details.step === 'checking') return m.app_task_checking_eye();
      return m.app_task_fetching({
        received: byteSize(task.done),
        total: byteSize(task.total ?? 0),
      });
  }
}

/** "about 2 minutes left"; empty while nobody can tell. */
export function taskTimeLeft({ phase, millisecondsLeft }: TaskState): string {
  if (phase !== 'running' || millisecondsLeft === null) return '';
  return timeLeft(millisecondsLeft);
}

/** What a scan found, in one sentence. */
export function scanNews({ details }: TaskState<'scan'>): string {
  const { found, added, changed, renamed, missing, failed } = details;
  const facts = [
    added > 0 && m.app_scan_added(counted(added)),
    changed > 0 && m.app_scan_changed(counted(changed)),
    renamed > 0 && m.app_scan_renamed(counted(renamed)),
    missing > 0 && m.app_scan_missing(counted(missing)),
    failed > 0 && m.app_scan_failed(counted(failed)),
  ].filter((fact) => fact !== false);
  if (facts.length === 0) return m.app_scan_nothing_new(counted(found));
  return m.app_scan_news({ ...counted(found), facts: inWords(facts) });
}

function counted(count: number): { count: number; shown: string } {
  return { count, shown: wholeNumber(count) };
}
