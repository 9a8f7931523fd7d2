import type { TaskState } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import { progressWords } from '../answers/answer-words.ts';
import { photos } from '../photos/photos.svelte.ts';
import { scan } from '../photos/scan.svelte.ts';
import { noticeOf } from '../ui/problem-words.ts';
import { navigation, type Place } from './navigation.svelte.ts';
import { notices, report, type NoticeAction } from './notices.svelte.ts';
import { scanNews } from './task-words.ts';
import { classifyProgress } from './task-views.ts';

/** The codes of what made the last task of each kind fail, which the next one that ends well settles. */
const failures = new Map<TaskState['kind'], string>();

/** Tells how a task ended, where the place that the person looks at does not say so itself. */
export function tellOutcome(task: TaskState): void {
  notices.settle(failures.get(task.kind) ?? '');
  failures.delete(task.kind);
  if (task.phase === 'failed') {
    if (task.problem) failures.set(task.kind, task.problem.code);
    // Learn shows why learning failed for as long as it is the last thing that happened there.
    const isSeen = task.kind === 'training' && navigation.place === 'learn';
    if (task.problem && !isSeen) notices.show(noticeOf(task.problem), { everywhere: true });
  } else if (task.kind === 'scan') tellOfScan(task);
  else if (task.kind === 'training') tellOfTraining(task);
  else if (task.kind === 'classify') {
    notices.tell({ code: 'classify', message: progressWords(classifyProgress(task)) });
  } else if (task.kind === 'eye-download' && task.phase === 'done') {
    notices.tell({ code: 'eye-download', message: m.app_eye_fetched() });
  }
}

function tellOfScan(task: TaskState<'scan'>): void {
  if (task.libraryId !== photos.libraryId) return;
  if (task.phase === 'cancelled') {
    const action = { words: m.app_scan_go_on(), run: () => void scan.start().catch(report) };
    notices.tell({ code: 'scan', message: m.app_scan_stopped(), action });
  } else notices.tell({ code: 'scan', message: scanNews(task) });
}

function tellOfTraining(task: TaskState<'training'>): void {
  if (navigation.place === 'learn') return;
  if (task.phase === 'cancelled') {
    notices.tell({ code: 'training', message: m.app_training_cancelled() });
  } else {
    const action = lead('learn', m.app_training_see());
    notices.tell({ code: 'training', message: m.app_training_done(), action });
  }
}

function lead(place: Place, words: string): NoticeAction {
  return { words, run: () => navigation.go(place) };
}
