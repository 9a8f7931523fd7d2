import type { Tasks } from '../../tasks/tasks.ts';
import type { CallHandlers } from '../ipc.ts';

type TaskCalls = Pick<CallHandlers, Extract<keyof CallHandlers, `tasks.${string}`>>;

export function taskCalls(tasks: Tasks): TaskCalls {
  return {
    'tasks.list': () => tasks.list(),
    'tasks.pause': ({ taskId }) => tasks.pause(taskId),
    'tasks.resume': ({ taskId }) => tasks.resume(taskId),
    'tasks.cancel': ({ taskId }) => tasks.cancel(taskId),
  };
}
