import type { Id } from '../contract.ts';
import type { Emit, Handlers } from '../processes/child.ts';
import { compareOn } from './compare.ts';
import { GatheredExamples } from './gathered.ts';
import { arithmetic, kernelsWith } from './kernels-adapter.ts';
import { modelFileHandlers } from './model-files.ts';
import { modelHandlers } from './models.ts';
import { oneClick } from './one-click.ts';
import type { TrainingNotices, TrainingOperations } from './operations.ts';
import { planTraining } from './plan.ts';
import { runTraining } from './run.ts';
import type { Turns } from './turns.ts';

interface Run {
  runId: Id;
  gathered: GatheredExamples;
  cancelled: boolean;
  /** Pending while the run is paused. */
  paused: Promise<void> | null;
  goOn: () => void;
}

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

const turnsOf = (run: Run): Turns => ({
  now: () => performance.now(),
  breathe,
  mayGoOn: async () => {
    while (run.paused !== null && !run.cancelled) await run.paused;
    return !run.cancelled;
  },
});

const end = (run: Run): void => {
  run.cancelled = true;
  run.goOn();
};

type RunOperations = 'begin' | 'addExamples' | 'compare' | 'run' | 'pause' | 'resume' | 'cancel';

/** One run at a time: its examples come in, then they are compared on or trained on. */
const runHandlers = (
  emit: Emit<TrainingNotices>,
): Pick<Handlers<TrainingOperations>, RunOperations> => {
  let run: Run | null = null;
  /** @throws Error for a run that is not the one begun last. */
  const runWith = (runId: Id): Run => {
    if (run?.runId !== runId) throw new Error(`Expected run ${run?.runId ?? 'none'}, got ${runId}`);
    return run;
  };
  /** The pixels of thousands of photos are not kept for the next run. */
  const letGoAfter = async <Value>(runId: Id, work: (run: Run) => Promise<Value>) => {
    const current = runWith(runId);
    try {
      return await work(current);
    } finally {
      if (run === current) run = null;
    }
  };

  return {
    begin: (payload) => {
      if (run !== null) end(run);
      const gathered = new GatheredExamples(payload);
      const { runId } = payload;
      run = { runId, gathered, cancelled: false, paused: null, goOn: () => undefined };
    },
    addExamples: ({ runId, ...batch }) => runWith(runId).gathered.add(batch),
    compare: ({ runId, ...comparison }) =>
      letGoAfter(runId, (current) =>
        compareOn(current.gathered.examples, comparison, turnsOf(current)),
      ),
    run: ({ runId, ...task }) =>
      letGoAfter(runId, async (current) => {
        const { examples, split } = current.gathered;
        const kernels = await kernelsWith(task.settings.threads);
        return runTraining(
          { ...task, examples, split, kernels },
          {
            ...turnsOf(current),
            tell: (progress) => emit('progress', { runId, ...progress }),
            keep: (kept) => emit('kept', { runId, ...kept }),
          },
        );
      }),
    // Pausing or cancelling may come a moment after the end, and is then done already.
    pause: ({ runId }) => {
      if (run?.runId !== runId) return;
      const pausing = run;
      pausing.paused ??= new Promise((resolve) => {
        pausing.goOn = resolve;
      });
    },
    resume: ({ runId }) => {
      if (run?.runId !== runId) return;
      run.paused = null;
      run.goOn();
    },
    cancel: ({ runId }) => {
      if (run?.runId === runId) end(run);
    },
  };
};

/** Every operation of the training process: one run at a time, and saved models ready to answer. */
export const trainingHandlers = (emit: Emit<TrainingNotices>): Handlers<TrainingOperations> => ({
  arithmetic,
  oneClickSettings: ({ exampleCount, eyeKind }) => oneClick(exampleCount, eyeKind),
  plan: planTraining,
  ...runHandlers(emit),
  ...modelHandlers(() => kernelsWith(1)),
  ...modelFileHandlers(),
});
