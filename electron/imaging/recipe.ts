import { createHash } from 'node:crypto';
import type { EyeId, EyePreset, EyeSummary } from '../contract.ts';

/** Pixels along each side of the square that the pixels eye gives. */
export const EDGE = 64;

/** Values in one such square: red, green and blue of each pixel. */
export const FEATURE_COUNT = EDGE * EDGE * 3;

/** Pixels along each side of the square that the shapes are found in. */
export const SHAPES_EDGE = 96;

/** What is known of a built-in eye before anything is loaded. */
export interface BuiltInEye extends Omit<EyeSummary, 'preset' | 'problem' | 'fileName'> {
  /** Values that imaging hands over for each photo: the features, or the picture that they are found in. */
  valueCount: number;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/*
 * Cached numbers are found by content and eye id together, so any change to the numbers that come out
 * of an eye must change its version.
 */

export const pixelsEye: BuiltInEye = {
  id: `pixels-${EDGE}@1`,
  kind: 'pixels',
  name: 'Pixels',
  version: '1',
  licence: 'MIT',
  origin: { from: 'app' },
  contentHash: sha256(`pixels-${EDGE}@1`),
  featureCount: FEATURE_COUNT,
  valueCount: FEATURE_COUNT,
  byteSize: 0,
};

export const shapesEye: BuiltInEye = {
  id: `shapes-${SHAPES_EDGE}@1`,
  kind: 'shapes',
  name: 'Shapes',
  version: '1',
  licence: 'MIT',
  origin: { from: 'app' },
  contentHash: sha256(`shapes-${SHAPES_EDGE}@1`),
  featureCount: 3390,
  valueCount: SHAPES_EDGE * SHAPES_EDGE * 3,
  byteSize: 0,
};

export const KEEN_EYE: BuiltInEye = {
  id: 'keen-320@2',
  kind: 'keen',
  name: 'Keen',
  version: '2',
  licence: 'Apache-2.0',
  origin: {
    from: 'package',
    network: 'DeepLab on MobileNetV2',
    address: 'github.com/tensorflow/models',
    packageName: '@codait/max-image-segmenter',
  },
  contentHash: '85928a2450fd13d101d6eb5a27ac8b9e53e2f6e9921f2f347f1f4ca60e285074',
  featureCount: 640,
  valueCount: 640,
  byteSize: 4_280_007,
};

/** What was called Keen before: for the models that were trained through it. */
export const FIRST_KEEN_EYE: BuiltInEye = {
  id: 'keen@1',
  kind: 'keen',
  name: 'Keen',
  version: '1',
  licence: 'MIT',
  origin: {
    from: 'package',
    network: 'MobileNetV3',
    address: 'github.com/610265158/mobilenetv3_centernet',
    packageName: '@vladmandic/human',
  },
  contentHash: 'f771fe0d8e847f17d021d1a4630d758719b52a781ca3f41f0f0d598d3dc569af',
  featureCount: 120,
  valueCount: 120,
  byteSize: 3_467_340,
};

/** Eyes that give a square picture and need no network, with its pixels along each side. */
export const pictureEdges: ReadonlyMap<EyeId, number> = new Map([
  [pixelsEye.id, EDGE],
  [shapesEye.id, SHAPES_EDGE],
]);

/** The eyes that come with the app, for whatever is trained from now on. */
export const builtInEyes: readonly BuiltInEye[] = [pixelsEye, shapesEye, KEEN_EYE];

/** Eyes that came with earlier versions: models that look through them answer as ever. */
export const RETIRED_EYES: readonly BuiltInEye[] = [FIRST_KEEN_EYE];

/** The pixels eye's id. */
export const RECIPE: EyeId = pixelsEye.id;

/** The id of one's own eye: whatever changes its numbers changes it. */
export function ownEyeId(contentHash: string, preset: EyePreset, output: string): EyeId {
  return `own-${sha256(JSON.stringify([contentHash, preset, output])).slice(0, 32)}@1`;
}
