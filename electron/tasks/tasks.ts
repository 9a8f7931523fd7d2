import type { Emit, Id, Problem, TaskKind, TaskState, TaskStateOf } from '../contract.ts';
import { Task } from './task.ts';
import type { NewTask } from './task.ts';

export interface TasksHost {
  /** Milliseconds on a clock that never goes back. */
  now: () => number;
  emit: Emit;
  problemOf: (error: unknown) => Problem;
}

/** What a registry does with a task, whatever its kind. */
interface ListedTask {
  state: TaskStateOf<TaskKind>;
  isOver: boolean;
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  cancel: () => Promise<void>;
}

/** Every task that is under way, and of those that are over the last of each kind and library. */
export class Tasks {
  readonly #host: TasksHost;
  #listed: { key: string; task: ListedTask }[] = [];
  #nextId = 1;

  constructor(host: TasksHost) {
    this.#host = host;
  }

  /** Begins work of its own and says how it stands by `task.changed`. */
  start<Kind extends TaskKind>(
    newTask: NewTask<Kind>,
    work: (task: Task<Kind>) => Promise<void>,
  ): Task<Kind> {
    const { now, emit, problemOf } = this.#host;
    const task = new Task(this.#nextId++, newTask, {
      now,
      problemOf,
      changed: (state) => emit('task.changed', state as TaskState),
    });
    const key = `${newTask.kind} ${newTask.libraryId ?? ''}`;
    this.#listed = this.#listed.filter((other) => other.key !== key || !other.task.isOver);
    this.#listed.push({ key, task });
    task.run(() => work(task));
    return task;
  }

  /** In the order of their beginning. */
  list(): TaskState[] {
    return this.#listed.map(({ task }) => task.state as TaskState);
  }

  /** Does nothing, as the other two, where there is no such task or it is over. */
  async pause(taskId: Id): Promise<void> {
    await this.#find(taskId)?.pause();
  }

  async resume(taskId: Id): Promise<void> {
    await this.#find(taskId)?.resume();
  }

  /** Fulfilled when the task is over. */
  async cancel(taskId: Id): Promise<void> {
    await this.#find(taskId)?.cancel();
  }

  /** Nobody waits for their end: the app quits. */
  cancelAll(): void {
    for (const { task } of this.#listed) void task.cancel();
  }

  #find(taskId: Id): ListedTask | undefined {
    return this.#listed.find(({ task }) => task.state.taskId === taskId)?.task;
  }
}
