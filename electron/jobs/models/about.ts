import * as v from 'valibot';
import type { ModelSummary } from '../../contract.ts';
import { between, trainingSettings, wholeBetween } from '../training/settings-schema.ts';

/** Raised with every change that an older app must not read past. */
const VERSION = 1;

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400));
const count = wholeBetween(0, 1e9);
const share = between(0, 1);
function pair<Schema extends v.GenericSchema>(schema: Schema) {
  return v.tuple([schema, schema]);
}

const validation = v.pipe(
  v.object({
    count,
    correct: count,
    accuracy: share,
    accuracyInterval: pair(share),
    cost: between(0, Number.MAX_VALUE),
    confusion: pair(pair(count)),
  }),
  v.check(
    ({ count: all, correct, confusion: [first, second] }) =>
      first[0] + first[1] + second[0] + second[1] === all && first[0] + second[1] === correct,
    'Expected figures that agree with each other',
  ),
);

const aboutModel = v.object({
  name: text,
  createdAt: wholeBetween(0, 8.64e15),
  libraryName: text,
  categoryNames: pair(text),
  labelCounts: pair(count),
  layerSizes: v.pipe(v.array(wholeBetween(1, 1e9)), v.maxLength(100)),
  settings: trainingSettings,
  epochsRun: count,
  trainingMilliseconds: between(0, Number.MAX_VALUE),
  trainingAccuracy: share,
  validation,
  eyeId: text,
  eyeName: text,
});

/** What a model's file tells of it. How eyes compared on another computer is of no use on this one. */
export type AboutModel = Omit<ModelSummary, 'id' | 'isCurrent' | 'libraryId' | 'comparison'>;

const written = v.object({ version: v.literal(VERSION), model: aboutModel });

/** As JSON, and nothing besides. */
export function writeAbout(model: AboutModel): string {
  return JSON.stringify(v.parse(written, { version: VERSION, model }));
}

export type ReadAbout =
  { ok: true; about: AboutModel } | { ok: false; reason: 'newer' | 'damaged' };

const ofNewerVersion = v.object({ version: v.pipe(v.number(), v.gtValue(VERSION)) });

/** What `writeAbout` wrote; or whatever somebody else did. */
export function readAbout(json: string): ReadAbout {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson()), json);
  const read = v.safeParse(written, parsed.output);
  if (read.success) return { ok: true, about: read.output.model };
  return { ok: false, reason: v.is(ofNewerVersion, parsed.output) ? 'newer' : 'damaged' };
}
