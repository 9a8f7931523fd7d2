import type { EyePreset, EyePreview, EyeSummary } from '../../electron/contract.ts';
import type { EyeDownload } from './task-views.ts';
import { byteSize, countOf, inWords, shortNumber } from '../numbers.ts';

/** The ways to hand pixel values to a network, the commonest first. */
export const PRESETS: readonly { preset: EyePreset; name: string; words: string }[] = [
  {
    preset: 'imagenet',
    name: 'ImageNet (PyTorch)',
    words:
      'Each colour from 0 to 1, then centred on the mean colour of ImageNet. Most networks from PyTorch.',
  },
  {
    preset: 'minus-one-to-one',
    name: 'From −1 to 1',
    words: 'Black is −1 and white is 1. MobileNet and most networks from TensorFlow.',
  },
  {
    preset: 'zero-to-one',
    name: 'From 0 to 1',
    words: 'Black is 0 and white is 1. Many small networks and object finders.',
  },
  {
    preset: 'caffe',
    name: 'Caffe',
    words:
      'Blue, green, red from 0 to 255, less the mean colour. Older networks such as VGG and ResNet.',
  },
  {
    preset: 'bytes',
    name: 'From 0 to 255',
    words: 'Left as they are. Networks that do this step themselves, such as EfficientNet.',
  },
];

/** What a preset is called. */
export function presetName(preset: EyePreset): string {
  return PRESETS.find((known) => known.preset === preset)?.name ?? preset;
}

/** "64 × 64 pixels" */
export function pixelWords(width: number, height: number): string {
  return `${width} × ${height} pixels`;
}

/** What the numbers that a network is given reach from and to. */
export function rangeWords({ smallest, largest }: EyePreview): string {
  const [low, high] = [smallest, largest].map((value) => shortNumber(value).replace('-', '−'));
  return `The numbers it is given go from ${low} to ${high}.`;
}

/** "1,280 numbers for each photo" */
export function featureWords(count: number): string {
  return `${countOf(count, 'number')} for each photo`;
}

/** The size of an eye's network, or that it has none. */
export function networkWords({ byteSize: size }: EyeSummary): string {
  return size === 0 ? 'Needs no network of its own' : byteSize(size);
}

/** The first characters of a hash; enough to compare by eye. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 12)}…`;
}

/** Where an address leads, without the path: what a person can judge. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

/** How far the download is, in one sentence; empty before it was ever started. */
export function downloadWords({ phase, received, total }: EyeDownload): string {
  const have = total > 0 ? `${byteSize(received)} of ${byteSize(total)}` : byteSize(received);
  switch (phase) {
    case 'idle':
      return '';
    case 'downloading':
      return `Fetching: ${have}`;
    case 'checking':
      return 'Checking that it arrived unchanged';
    case 'done':
      return 'It is here, among your eyes above.';
    case 'failed':
      return received > 0 ? `It stopped at ${have}. What is here is kept.` : 'It did not begin.';
    case 'cancelled':
      return received > 0 ? `Stopped at ${have}. What is here is kept.` : 'Stopped.';
  }
}

/** What becomes of models when an eye is removed: names those that look through it. */
export function removalWords(modelNames: readonly string[]): string {
  if (modelNames.length === 0) return 'No model looks through it.';
  const quoted = modelNames.slice(0, 5).map((name) => `“${name}”`);
  const more = modelNames.length - quoted.length;
  if (more > 0) quoted.push(countOf(more, 'other model', 'other models'));
  const one = modelNames.length === 1;
  return (
    `${inWords(quoted)} ${one ? 'looks' : 'look'} through it. ${one ? 'It stays' : 'They stay'}, ` +
    `but cannot answer until you add the same file again.`
  );
}
