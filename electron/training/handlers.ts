import type { Kernels } from '../../core/index.ts';
import type { ArithmeticReport, Id } from '../contract.ts';
import type { Emit, Handlers } from '../processes/child.ts';
import { compareOn } from './compare.ts';
import { GatheredExamples } from './gathered.ts';
import { loadKernels } from './kernels/load.ts';
import { modelFileHandlers } from './model-files.ts';
import { modelHandlers } from './models.ts';
import { oneClick } from './one-click.ts';
import type { KeptRun, TrainingNotices, TrainingOperations } from './operations.ts';
import { planTraining } from './plan.ts';
import type { RunProgress } from './progress.ts';
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

function breathe() {
  return new Promise<void>((resolve) => setImmediate(resolve));
}

function turnsOf(run: Run): Turns {
  return {
    now: () => performance.now(),
    breathe,
    mayGoOn: async () => {
      while (run.paused !== null && !run.cancelled) await run.paused;
      return !run.cancelled;
    },
  };
}

function end(run: Run): void {
  run.cancelled = true;
  run.goOn();
}

type RunOperations = 'begin' | 'addExamples' | 'compare' | 'run' | 'pause' | 'resume' | 'cancel';

/** One run at a time: its examples come in, then they are compared on or trained on. */
function runHandlers(
  emit: Emit<TrainingNotices>,
  answering: () => Promise<Kernels>,
): Pick<Handlers<TrainingOperations>, RunOperations> {
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
        const { kernels, close } = await loadKernels({ threads: task.settings.threads });
        const host = {
          ...turnsOf(current),
          tell: (progress: RunProgress) => void emit('progress', { runId, ...progress }),
          keep: oneAtATime((kept: KeptRun) => emit('kept', { runId, ...kept })),
        };
        const all = { ...task, examples, split, kernels, answering: await answering() };
        return runTraining(all, host).finally(close);
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
}

/** Sends nothing while the last one is still on its way: those of a wide network would pile up. */
function oneAtATime<Sent>(send: (what: Sent) => Promise<void>): (what: Sent) => void {
  let isSending = false;
  return (what) => {
    if (isSending) return;
    isSending = true;
    void send(what).finally(() => {
      isSending = false;
    });
  };
}

/** For the number of threads that is usual. */
async function arithmetic(): Promise<ArithmeticReport> {
  const { build, threads, close } = await loadKernels();
  await close();
  return { build, threads };
}

/** Every operation of the training process: one run at a time, and saved models ready to answer. */
export function trainingHandlers(emit: Emit<TrainingNotices>): Handlers<TrainingOperations> {
  let loading: ReturnType<typeof loadKernels> | null = null;
  // All answers come from the same arithmetic, so that they are the same to the last bit.
  const answering = async () => (await (loading ??= loadKernels({ threads: 1 }))).kernels;
  return {
    arithmetic,
    oneClickSettings: (payload) => oneClick(payload),
    plan: planTraining,
    ...runHandlers(emit, answering),
    ...modelHandlers(answering),
    ...modelFileHandlers(),
  };
}
