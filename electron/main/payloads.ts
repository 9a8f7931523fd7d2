import * as v from 'valibot';
import type { CallName, EyePreset, Payload } from '../contract.ts';
import {
  CATEGORY_KEY,
  LONGEST_CATEGORY_NAME,
  LONGEST_NAME,
  NEITHER,
  NOT_SURE_RANGE,
} from '../contract/limits.ts';
import { network, trainingSettings, within } from '../jobs/training/settings-schema.ts';

const id = v.pipe(v.number(), v.integer(), v.minValue(1));
function nameOf(longest: number) {
  return v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));
}
const name = nameOf(LONGEST_NAME);
export const LONGEST_PATH = 32_768;
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PATH));
const paths = v.pipe(v.array(path), v.maxLength(100_000));
const ids = v.pipe(v.array(id), v.maxLength(1_000_000));
/** One for each word and kind. */
const MOST_SUGGESTIONS = 10_000;
const MOST_PASTED_BYTES = 256 * 1024 * 1024;
const nothing = v.undefined();
const ofLibrary = v.strictObject({ libraryId: id });
const ofModel = v.strictObject({ modelId: id });
const ofTask = v.strictObject({ taskId: id });
const eyeId = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const preset = v.picklist([
  'minus-one-to-one',
  'zero-to-one',
  'imagenet',
  'caffe',
  'bytes',
] satisfies EyePreset[]);

/** The shape every payload must have; anything else never reaches a handler. */
export const payloadSchemas: {
  [Name in CallName]: v.GenericSchema<unknown, Payload<Name>>;
} = {
  'app.diagnostics': nothing,
  'app.painted': nothing,
  'libraries.list': nothing,
  'libraries.openFolders': v.strictObject({ paths: v.nullable(paths) }),
  'libraries.addFolders': v.strictObject({ libraryId: id, paths: v.nullable(paths) }),
  'libraries.moveFolder': v.strictObject({ libraryId: id, folder: path, path: v.nullable(path) }),
  'libraries.openSample': nothing,
  'libraries.contents': ofLibrary,
  'libraries.rename': v.strictObject({ libraryId: id, name }),
  'libraries.renameCategory': v.strictObject({
    libraryId: id,
    categoryId: id,
    name: nameOf(LONGEST_CATEGORY_NAME),
    key: v.pipe(v.string(), v.regex(CATEGORY_KEY)),
  }),
  'libraries.remove': ofLibrary,
  'tasks.list': nothing,
  'tasks.pause': ofTask,
  'tasks.resume': ofTask,
  'tasks.cancel': ofTask,
  'scan.start': ofLibrary,
  'scan.ignored': ofLibrary,
  'photos.details': v.strictObject({ photoIds: v.pipe(ids, v.maxLength(1000)) }),
  'photos.retry': v.strictObject({ libraryId: id, photoIds: ids }),
  'photos.showInFolder': v.strictObject({ photoId: id }),
  'photos.replaced': ofLibrary,
  'photos.forgetReplaced': v.strictObject({ libraryId: id, photoIds: ids }),
  'labels.set': v.strictObject({
    libraryId: id,
    photoIds: ids,
    mark: v.pipe(v.number(), v.integer(), v.minValue(NEITHER)),
  }),
  'labels.undo': ofLibrary,
  'labels.redo': ofLibrary,
  'labels.suggestions': ofLibrary,
  'labels.acceptSuggestions': v.strictObject({
    libraryId: id,
    accepted: v.pipe(
      v.array(
        v.strictObject({
          categoryId: id,
          source: v.picklist(['folder', 'file name']),
          word: v.pipe(v.string(), v.maxLength(1024)),
        }),
      ),
      v.maxLength(MOST_SUGGESTIONS),
    ),
  }),
  'labels.conflicts': ofLibrary,
  'labels.bringable': ofLibrary,
  'labels.bring': v.strictObject({ libraryId: id, fromLibraryId: id }),
  'eyes.list': nothing,
  'eyes.inspect': v.strictObject({ path: v.nullable(path) }),
  'eyes.preview': v.strictObject({ candidateId: id, preset, photoId: v.nullable(id) }),
  'eyes.add': v.strictObject({
    candidateId: id,
    name,
    preset,
    output: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
  }),
  'eyes.remove': v.strictObject({ eyeId }),
  'eyes.downloadable': nothing,
  'eyes.fetch': nothing,
  'training.start': v.strictObject({
    libraryId: id,
    eyeId: v.nullable(eyeId),
    settings: v.nullable(trainingSettings),
  }),
  'training.oneClickSettings': v.strictObject({ libraryId: id, eyeId: v.nullable(eyeId), network }),
  'models.list': nothing,
  'models.rename': v.strictObject({ modelId: id, name }),
  'models.remove': ofModel,
  'models.makeCurrent': ofModel,
  'models.export': ofModel,
  'models.open': v.strictObject({ path: v.nullable(path) }),
  'classify.files': v.strictObject({ modelId: id, paths: v.nullable(paths) }),
  'classify.pasted': v.strictObject({
    modelId: id,
    fileName: v.pipe(v.string(), v.maxLength(1024)),
    bytes: v.pipe(
      v.instance(Uint8Array),
      v.check(({ byteLength }) => byteLength <= MOST_PASTED_BYTES, 'more bytes than a picture has'),
    ),
  }),
  'classify.results': nothing,
  'classify.showInFolder': v.strictObject({ id }),
  'classify.clear': nothing,
  'classify.exportCsv': v.strictObject({ ids, notSureBelow: within(NOT_SURE_RANGE) }),
};
