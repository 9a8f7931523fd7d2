import type { Id, TaskState } from '../../electron/contract.ts';
import { api } from '../api.ts';
import { report } from './notices.svelte.ts';

const OVER: readonly TaskState['phase'][] = ['done', 'cancelled', 'failed'];

/** Everything that takes a while and is under way, whichever place began it. */
export class Work {
  #tasks = $state.raw<readonly TaskState[]>([]);
  #over: Id[] = [];
  readonly #onEnd: (task: TaskState) => void;

  readonly #share = $derived(shareOfAll(this.#tasks));

  /** `onEnd` is told of each task that ends while the window looks on. */
  constructor(onEnd: (task: TaskState) => void) {
    this.#onEnd = onEnd;
  }

  /** The oldest first. */
  get running(): readonly TaskState[] {
    return this.#tasks;
  }

  /** How far all of it is, 0 to 1; null while nobody knows. */
  get share(): number | null {
    return this.#share;
  }

  async load(): Promise<void> {
    for (const task of await api.call('tasks.list')) {
      if (OVER.includes(task.phase)) this.#over.push(task.taskId);
      else this.take(task);
    }
  }

  /** Takes in how a task stands; one that is over stays over, whatever comes late. */
  take(task: TaskState): void {
    const { taskId, phase } = task;
    if (this.#over.includes(taskId)) return;
    const others = this.#tasks.filter((one) => one.taskId !== taskId);
    if (OVER.includes(phase)) {
      this.#over.push(taskId);
      this.#tasks = others;
      this.#onEnd(task);
    } else this.#tasks = [...others, task].sort((one, other) => one.taskId - other.taskId);
  }

  pause(taskId: Id): void {
    api.call('tasks.pause', { taskId }).catch(report);
  }

  resume(taskId: Id): void {
    api.call('tasks.resume', { taskId }).catch(report);
  }

  cancel(taskId: Id): void {
    api.call('tasks.cancel', { taskId }).catch(report);
  }
}

/** How far the step at hand is, 0 to 1; null while nobody knows. */
export function shareOf({ done, total }: Pick<TaskState, 'done' | 'total'>): number | null {
  return total === null || total <= 0 ? null : Math.min(1, done / total);
}

/** The mean of those that know how far they are. */
function shareOfAll(tasks: readonly TaskState[]): number | null {
  const shares = tasks.map(shareOf).filter((share) => share !== null);
  if (shares.length === 0) return null;
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
