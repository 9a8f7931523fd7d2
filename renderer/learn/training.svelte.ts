import type { CurvePoint, EyeId, Id, TrainingSettings } from '../../electron/contract.ts';
import { api } from '../api.ts';
import { mergeCurve } from './curve.ts';
import { report } from '../app/notices.svelte.ts';
import { trainingState } from '../app/task-views.ts';
import type { TrainingPhase, TrainingState } from '../app/task-views.ts';

const OVER: readonly TrainingPhase[] = ['done', 'cancelled', 'failed'];

/** The run that trains now, or the last one, with its whole curve. */
export class Training {
  #run = $state.raw<TrainingState | null>(null);
  #curve = $state.raw<readonly CurvePoint[]>([]);
  #busy = $state(false);
  #connected = false;

  get run(): TrainingState | null {
    return this.#run;
  }

  /** Every point of the run so far, by epoch. */
  get curve(): readonly CurvePoint[] {
    return this.#curve;
  }

  /** True from the click on Train until the run is over. */
  get running(): boolean {
    return this.#busy || (this.#run !== null && !OVER.includes(this.#run.phase));
  }

  /** Listens for the life of the window and asks for a run that may be under way. */
  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    api.listen('task.changed', (task) => {
      if (task.kind === 'training') this.take(trainingState(task));
    });
    api
      .call('tasks.list')
      .then((tasks) => {
        for (const task of tasks) if (task.kind === 'training') this.take(trainingState(task));
      })
      .catch(report);
  }

  /** Takes in what main told about a run; a reply that was overtaken by an event only adds points. */
  take(state: TrainingState): void {
    const known = this.#run;
    const sameRun = known?.runId === state.runId;
    if (known && !sameRun && state.runId < known.runId) return;
    this.#curve = mergeCurve(sameRun ? this.#curve : [], state.curve);
    const overtaken =
      sameRun &&
      (state.epoch < known.epoch || (OVER.includes(known.phase) && !OVER.includes(state.phase)));
    if (!overtaken) this.#run = { ...state, curve: [] };
  }

  /** Eye null compares the eyes and chooses; settings null takes the one-click settings. */
  async start(
    libraryId: Id,
    eyeId: EyeId | null,
    settings: TrainingSettings | null,
  ): Promise<void> {
    if (this.running) return;
    this.#busy = true;
    try {
      const task = await api.call('training.start', { libraryId, eyeId, settings });
      this.take(trainingState(task));
    } catch (error) {
      report(error);
    } finally {
      this.#busy = false;
    }
  }
}

export const training = new Training();
