import type { EyeTrial, Id, TrainingSettings } from '../../contract.ts';
import type { TrainingPhoto } from '../../library/operations.ts';
import type { FinishedTraining } from '../../training/operations.ts';
import type { UsableEye } from '../eyes/eyes.ts';
import { askAgain } from '../../processes/ask-again.ts';
import { isExit } from '../../processes/exit.ts';
import { ProblemError, unwrap } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { chooseEye } from './choose-eye.ts';
import { newTrial, tryEye } from './compare-eyes.ts';
import { groupsOf, onceEach } from './groups.ts';
import { readUnread } from './read-unread.ts';
import { lookThrough } from '../looking/look.ts';
import { countByLabel, sendExamples } from './send-examples.ts';
import type { Sent } from './send-examples.ts';
import { oneClickFor, settingsThrough } from './settings-for.ts';
import type { Run } from './training-runs.ts';
import { crashedTwice, noEyeWorked, refuseTooFew } from './training-problems.ts';

/** Photos by what they serve for. */
interface Parts {
  /** Those that are learned from or kept aside. */
  photos: TrainingPhoto[];
  /** Never learned from, and never used to choose an eye. */
  keptAside: ReadonlySet<Id>;
  /** Of the others, those that eyes are compared on. */
  sample: TrainingPhoto[];
}

/** Carries a training through to its saved model; returns early where it is cancelled. */
export async function carryOut(
  services: Services,
  run: Run,
  eyes: [UsableEye, ...UsableEye[]],
  photos: TrainingPhoto[],
): Promise<void> {
  const { task, libraryId } = run;
  const known = onceEach(await readUnread(services, task, libraryId, photos));
  if (task.signal.aborted) return;
  refuseTooFew(countByLabel(known, run.categories.length));
  const parts = await divide(services, task.details.settings, known);
  task.changed({ details: { toPrepare: parts.photos.length } });
  const eye = eyes.length === 1 ? eyes[0] : await choose(services, run, eyes, parts);
  if (task.signal.aborted) return;
  const trained = await trainThrough(services, run, eye, parts);
  if (task.signal.aborted) return;
  if (trained === null) throw new Error('Expected a trained network, got none');
  // Too late to turn back: a model that is half saved would be there all the same.
  task.changed({ canPause: false, canCancel: false, details: { step: 'saving' } });
  await save(services, run, eye, trained);
}

async function divide(
  { training }: Services,
  { validationFraction, seed }: TrainingSettings,
  photos: TrainingPhoto[],
): Promise<Parts> {
  const labels = Uint8Array.from(photos, ({ label }) => label);
  const groups = groupsOf(photos);
  const plan = await askAgain(() =>
    training.call('plan', { labels, groups, validationFraction, seed }),
  );
  const at = (indices: Uint32Array) => [...indices].flatMap((index) => photos[index] ?? []);
  const keptAside = new Set(at(plan.validation).map(({ photoId }) => photoId));
  const used = Uint32Array.of(...plan.training, ...plan.validation).sort();
  return { photos: at(used), keptAside, sample: at(plan.sample) };
}

/** Tries each eye on photos of the training side, one after another, and takes the best. */
async function choose(
  services: Services,
  run: Run,
  eyes: [UsableEye, ...UsableEye[]],
  { photos, sample }: Parts,
): Promise<UsableEye> {
  const { task, runId, knownTrials } = run;
  const kinds = run.categories.length;
  const { signal } = task;
  const { settings } = task.details;
  const comparison = eyes.map((eye) => newTrial(eye, sample.length));
  const asked = eyes.length * sample.length;
  task.beginStep({ total: asked, millisecondsLeft: null, details: { comparison } });
  const tell = () => ({ done: lookedIn(comparison), details: { comparison: [...comparison] } });
  const looked = () => task.progressed(tell());
  const changed = () => task.changed(tell());
  for (const [index, eye] of eyes.entries()) {
    if (signal.aborted) break;
    const known = knownTrials.find(eye.summary.id, sample, settings.seed);
    const trial = known ?? newTrial(eye, sample.length);
    comparison[index] = trial;
    if (known !== null) continue;
    await tryEye(services, eye, sample, trial, { runId, kinds, settings, signal, looked, changed });
    knownTrials.keep(trial, sample, settings.seed);
  }
  if (signal.aborted) return eyes[0];
  const chosen = chooseEye(comparison);
  const eye = eyes.find(({ summary }) => summary.id === chosen?.eyeId);
  if (eye === undefined) throw new ProblemError(noEyeWorked);
  const settled = await settingsFor(services, run, eye, photos.length);
  const { epochs } = settled;
  task.changed({ details: { eyeId: eye.summary.id, settings: settled, epochs } });
  return eye;
}

function lookedIn(comparison: EyeTrial[]): number {
  return comparison.reduce((sum, { looked }) => sum + looked, 0);
}

/** The settings of one click depend on the eye, but for what said who is kept aside. */
async function settingsFor(
  { training }: Services,
  { task, chosenSettings }: Run,
  eye: UsableEye,
  exampleCount: number,
): Promise<TrainingSettings> {
  if (chosenSettings !== null) return settingsThrough(eye, chosenSettings);
  const { validationFraction, seed } = task.details.settings;
  const settings = await oneClickFor(training, eye, exampleCount);
  return { ...settings, validationFraction, seed };
}

interface Trained {
  finished: FinishedTraining;
  sent: Sent;
}

/**
 * Looks at all photos through the eye and trains. Where the training process dies it is started once
 * more and goes on from what was kept of the run a few seconds before.
 */
async function trainThrough(
  services: Services,
  run: Run,
  eye: UsableEye,
  parts: Parts,
): Promise<Trained | null> {
  try {
    return await trainOnce(services, run, eye, parts);
  } catch (error) {
    if (!isExit(error) || run.task.signal.aborted) throw error;
  }
  try {
    return await trainOnce(services, run, eye, parts);
  } catch (error) {
    throw isExit(error) ? new ProblemError(crashedTwice) : error;
  }
}

async function trainOnce(
  services: Services,
  run: Run,
  eye: UsableEye,
  { photos, keptAside }: Parts,
): Promise<Trained | null> {
  const { training } = services;
  const { runId, task, kept } = run;
  const { signal } = task;
  const { settings } = task.details;
  prepare(task, photos.length);
  const batches = lookThrough(services, eye, photos, {
    signal,
    seen: () => {
      const prepared = task.details.prepared + 1;
      task.progressed({ done: prepared, details: { prepared } });
    },
    unreadable: () => task.progressed({ details: { unreadable: task.details.unreadable + 1 } }),
  });
  const toSend = { runId, eye, kinds: run.categories.length, mostExamples: photos.length };
  const sent = await sendExamples(training, toSend, batches, keptAside);
  if (signal.aborted) return null;
  refuseTooFew(sent.labelCounts);
  // Its process died while it was paused.
  if (task.state.phase === 'paused') await training.call('pause', { runId });
  const { epoch, epochs } = task.details;
  task.beginStep({ done: epoch, total: epochs, canPause: true, details: { step: 'training' } });
  const { id: eyeId, kind: eyeKind } = eye.summary;
  const asked = { runId, eyeId, eyeKind, settings, goOnFrom: kept };
  const finished = unwrap(await training.call('run', asked));
  return finished === null ? null : { finished, sent };
}

function prepare(task: Run['task'], toPrepare: number): void {
  return task.beginStep({
    total: toPrepare,
    // Looking takes a time of its own, and nobody knows yet how long training will.
    millisecondsLeft: null,
    canPause: false,
    details: { step: 'preparing', prepared: 0, unreadable: 0 },
  });
}

async function save(
  { library, emit, clock }: Services,
  { task, libraryId, categories }: Run,
  { summary }: UsableEye,
  { finished, sent }: Trained,
): Promise<void> {
  const { settings, comparison } = task.details;
  const { library: of, categories: now } = await library.call('contents', { libraryId });
  // One may have been given another name meanwhile.
  const nameOf = new Map(now.map(({ id, name }) => [id, name]));
  const { milliseconds, ...figures } = finished;
  const model = await library.call('saveModel', {
    model: {
      ...figures,
      libraryId,
      name: `${of.name} (${Math.round(100 * finished.validation.accuracy)}%)`,
      createdAt: clock.now(),
      categoryNames: categories.map(({ id, name }) => nameOf.get(id) ?? name),
      labelCounts: sent.labelCounts,
      settings,
      trainingMilliseconds: milliseconds,
      eyeId: summary.id,
      eyeName: summary.name,
      comparison,
    },
  });
  task.changed({ details: { modelId: model.id } });
  emit('models.changed', { currentModelId: model.id });
}
