import type {
  Category,
  EyeId,
  Id,
  TaskState,
  TrainingDetails,
  TrainingSettings,
} from '../../contract.ts';
import type { Task } from '../../tasks/task.ts';
import type { KeptRun, TrainingNotices } from '../../training/operations.ts';
import type { Eyes, UsableEye } from '../eyes/eyes.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { carryOut } from './carry-out.ts';
import { onceEach } from './groups.ts';
import { KnownTrials } from './known-trials.ts';
import { countByLabel } from './send-examples.ts';
import { eyesToTry, oneClickFor, settingsThrough } from './settings-for.ts';
import { alreadyTraining, refuseTooFew } from './training-problems.ts';

export interface Run {
  runId: Id;
  libraryId: Id;
  /** By position, as they were when it began. */
  categories: Category[];
  task: Task<'training'>;
  /** Those that a person chose: they stay whichever eye is chosen. */
  chosenSettings: TrainingSettings | null;
  /** Of this training and those before it. */
  knownTrials: KnownTrials;
  /** The training as it was a few seconds ago. */
  kept: KeptRun | null;
}

/** One training at a time: choose an eye, look at the photos, train in the training process, save the model. */
export class TrainingRuns {
  readonly #services: Services;
  readonly #eyes: Eyes;
  readonly #knownTrials = new KnownTrials();
  #run: Run | null = null;

  constructor(services: Services, eyes: Eyes) {
    this.#services = services;
    this.#eyes = eyes;
    services.training.listen('kept', ({ runId, ...kept }) => {
      const run = this.#runningWith(runId);
      if (run !== null) run.kept = kept;
    });
    services.training.listen('progress', (progress) => this.#progressed(progress));
  }

  async oneClickSettings(
    libraryId: Id,
    eyeId: EyeId | null,
    network: TrainingSettings['network'],
  ): Promise<TrainingSettings> {
    const { library, training } = this.#services;
    const [eye] = await eyesToTry(this.#eyes, eyeId, null);
    const { length } = onceEach(await library.call('trainingPhotos', { libraryId }));
    return oneClickFor(training, eye, length, network);
  }

  async start(
    libraryId: Id,
    eyeId: EyeId | null,
    chosen: TrainingSettings | null,
  ): Promise<TaskState<'training'>> {
    this.#refuseSecond();
    const { library } = this.#services;
    const photos = onceEach(await library.call('trainingPhotos', { libraryId }));
    const categories = await library.call('categories', { libraryId });
    refuseTooFew(countByLabel(photos, categories.length));
    const eyes = await eyesToTry(this.#eyes, eyeId, chosen);
    const [eye] = eyes;
    const settings = chosen ?? (await oneClickFor(this.#services.training, eye, photos.length));
    this.#refuseSecond();
    const details = newDetails(photos.length, eyes, settings);
    const task = this.#services.tasks.start(
      { kind: 'training', libraryId, details, detailsToTell: withNewPoints() },
      async (task) => {
        const run = this.#newRun({ libraryId, categories, task, chosenSettings: chosen });
        this.#run = run;
        this.#followControls(run);
        await carryOut(this.#services, run, eyes, photos).finally(() => (run.kept = null));
      },
    );
    return task.state;
  }

  /** The network itself trains in another process, which must hear of a pause and of the end. */
  #followControls({ task, runId }: Run): void {
    const { training } = this.#services;
    task.onPause((isPaused) => training.call(isPaused ? 'pause' : 'resume', { runId }));
    task.signal.addEventListener('abort', () => {
      // Where the process is gone there is nothing left to cancel.
      training.call('cancel', { runId }).catch(() => undefined);
    });
  }

  #progressed({ runId, ...progress }: TrainingNotices['progress']): void {
    const task = this.#runningWith(runId)?.task;
    if (task === undefined) return;
    const { epoch, epochs, millisecondsLeft } = progress;
    // A training that goes on from where it was kept comes by some epochs once more.
    const { curve } = task.details;
    const last = curve.at(-1)?.epoch ?? 0;
    const fresh = progress.curve.filter((point) => point.epoch > last);
    task.changed({
      done: epoch,
      total: epochs,
      millisecondsLeft,
      details: { epoch, epochs, curve: [...curve, ...fresh] },
    });
  }

  #newRun(begun: Pick<Run, 'libraryId' | 'categories' | 'task' | 'chosenSettings'>): Run {
    const knownTrials = this.#knownTrials;
    return { ...begun, runId: begun.task.taskId, knownTrials, kept: null };
  }

  #runningWith(runId: Id): Run | null {
    const run = this.#run;
    return run !== null && run.runId === runId && !run.task.isOver ? run : null;
  }

  #refuseSecond(): void {
    if (this.#run !== null && !this.#run.task.isOver) throw new ProblemError(alreadyTraining);
  }
}

/** Of the curve only the points that were not told before. */
function withNewPoints() {
  let told = 0;
  return (details: TrainingDetails): TrainingDetails => {
    const curve = details.curve.slice(told);
    told = details.curve.length;
    return { ...details, curve };
  };
}

function newDetails(
  toPrepare: number,
  eyes: [UsableEye, ...UsableEye[]],
  settings: TrainingSettings,
): TrainingDetails {
  const [eye] = eyes;
  const isChosen = eyes.length === 1;
  return {
    step: isChosen ? 'preparing' : 'comparing',
    eyeId: isChosen ? eye.summary.id : null,
    comparison: [],
    prepared: 0,
    toPrepare,
    unreadable: 0,
    epoch: 0,
    epochs: settings.epochs,
    settings: settingsThrough(eye, settings),
    curve: [],
    modelId: null,
  };
}
