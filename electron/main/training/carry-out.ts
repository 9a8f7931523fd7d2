import type { Id, TrainingSettings } from '../../contract.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { FinishedTraining } from '../../training/operations.ts';
import type { UsableEye } from '../eyes/eyes.ts';
import { isExit } from '../../processes/exit.ts';
import { ProblemError, unwrap } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { chooseEye } from './choose-eye.ts';
import { newTrial, tryEye } from './compare-eyes.ts';
import { lookThrough } from './look.ts';
import { sendExamples } from './send-examples.ts';
import type { Sent } from './send-examples.ts';
import { oneClickFor, settingsThrough } from './settings-for.ts';
import type { Run } from './training-runs.ts';
import { crashedTwice, noEyeWorked, refuseTooFew } from './training-problems.ts';

/** Photos by what they serve for. */
interface Parts {
  photos: TrainingPhoto[];
  /** Never learned from, and never used to choose an eye. */
  keptAside: ReadonlySet<Id>;
  /** Of the others, those that eyes are compared on. */
  sample: TrainingPhoto[];
}

/** Carries a training through to its saved model; returns early where it is cancelled. */
export const carryOut = async (
  services: Services,
  run: Run,
  eyes: [UsableEye, ...UsableEye[]],
  photos: TrainingPhoto[],
): Promise<void> => {
  const parts = await divide(services, run.state.settings, photos);
  const eye = eyes.length === 1 ? eyes[0] : await choose(services, run, eyes, parts);
  if (run.abort.signal.aborted) return;
  const trained = await trainThrough(services, run, eye, parts);
  if (trained === null || run.abort.signal.aborted) {
    run.abort.abort();
    return;
  }
  run.state.phase = 'saving';
  run.tell();
  await save(services, run, eye, trained);
};

const divide = async (
  { training }: Services,
  { validationFraction, seed }: TrainingSettings,
  photos: TrainingPhoto[],
): Promise<Parts> => {
  const targets = Uint8Array.from(photos, ({ target }) => target);
  const plan = await training.call('plan', { targets, validationFraction, seed });
  const at = (indices: Uint32Array) => [...indices].flatMap((index) => photos[index] ?? []);
  const keptAside = new Set(at(plan.validation).map(({ photoId }) => photoId));
  return { photos, keptAside, sample: at(plan.sample) };
};

/** Tries each eye on photos of the training side, one after another, and takes the best. */
const choose = async (
  services: Services,
  run: Run,
  eyes: [UsableEye, ...UsableEye[]],
  { photos, sample }: Parts,
): Promise<UsableEye> => {
  const { state, abort } = run;
  const { signal } = abort;
  state.comparison = eyes.map((eye) => newTrial(eye, sample.length));
  const { runId, settings } = state;
  for (const [index, eye] of eyes.entries()) {
    if (signal.aborted) break;
    const { tell: changed, tellSometimes: looked, knownTrials } = run;
    const known = knownTrials.find(eye.summary.id, sample, settings.seed);
    const trial = known ?? newTrial(eye, sample.length);
    state.comparison[index] = trial;
    if (known !== null) continue;
    await tryEye(services, eye, sample, trial, { runId, settings, signal, looked, changed });
    knownTrials.keep(trial, sample, settings.seed);
  }
  if (signal.aborted) return eyes[0];
  const chosen = chooseEye(state.comparison);
  const eye = eyes.find(({ summary }) => summary.id === chosen?.eyeId);
  if (eye === undefined) throw new ProblemError(noEyeWorked);
  state.eyeId = eye.summary.id;
  state.settings = await settingsFor(services, run, eye, photos.length);
  state.epochs = state.settings.epochs;
  return eye;
};

/** The settings of one click depend on the eye, but for what said who is kept aside. */
const settingsFor = async (
  { training }: Services,
  { state, chosenSettings }: Run,
  eye: UsableEye,
  exampleCount: number,
): Promise<TrainingSettings> => {
  if (chosenSettings !== null) return settingsThrough(eye, chosenSettings);
  const { validationFraction, seed } = state.settings;
  const settings = await oneClickFor(training, eye, exampleCount);
  return { ...settings, validationFraction, seed };
};

interface Trained {
  finished: FinishedTraining;
  sent: Sent;
}

/**
 * Looks at all photos through the eye and trains. Where the training process dies it is started once
 * more and goes on from what was kept of the run a few seconds before.
 */
const trainThrough = async (
  services: Services,
  run: Run,
  eye: UsableEye,
  parts: Parts,
): Promise<Trained | null> => {
  try {
    return await trainOnce(services, run, eye, parts);
  } catch (error) {
    if (!isExit(error) || run.abort.signal.aborted) throw error;
  }
  try {
    return await trainOnce(services, run, eye, parts);
  } catch (error) {
    throw isExit(error) ? new ProblemError(crashedTwice) : error;
  }
};

const trainOnce = async (
  services: Services,
  run: Run,
  eye: UsableEye,
  { photos, keptAside }: Parts,
): Promise<Trained | null> => {
  const { training } = services;
  const { state, abort, kept } = run;
  const { signal } = abort;
  const { runId, settings } = state;
  const wasPaused = state.phase === 'paused';
  Object.assign(state, { phase: 'preparing', prepared: 0, unreadable: 0 });
  run.tell();
  const batches = lookThrough(services, eye, photos, {
    signal,
    seen: () => {
      state.prepared += 1;
      run.tellSometimes();
    },
    unreadable: () => {
      state.unreadable += 1;
    },
  });
  const toSend = { runId, eye, mostExamples: photos.length };
  const sent = await sendExamples(training, toSend, batches, keptAside);
  if (signal.aborted) return null;
  refuseTooFew(sent.count, sent.firstCount);
  state.phase = wasPaused ? 'paused' : 'training';
  if (wasPaused) await training.call('pause', { runId });
  run.tell();
  const { id: eyeId, kind: eyeKind } = eye.summary;
  const task = { runId, eyeId, eyeKind, settings, goOnFrom: kept };
  const finished = unwrap(await training.call('run', task));
  return finished === null ? null : { finished, sent };
};

const save = async (
  { library, emit }: Services,
  { state }: Run,
  { summary }: UsableEye,
  { finished, sent }: Trained,
): Promise<void> => {
  const { libraryId, settings, comparison } = state;
  const { library: of, categories } = await library.call('contents', { libraryId });
  const [first, second] = categories.map(({ name }) => name);
  const { milliseconds, ...figures } = finished;
  const model = await library.call('saveModel', {
    model: {
      ...figures,
      libraryId,
      name: `${of.name} (${Math.round(100 * finished.validation.accuracy)}%)`,
      createdAt: Date.now(),
      categoryNames: [first ?? '', second ?? ''],
      labelCounts: [sent.firstCount, sent.count - sent.firstCount],
      settings,
      trainingMilliseconds: milliseconds,
      eyeId: summary.id,
      eyeName: summary.name,
      comparison,
    },
  });
  state.modelId = model.id;
  state.phase = 'done';
  emit('models.changed', { currentModelId: model.id });
};
