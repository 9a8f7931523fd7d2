import type { EyePreset, EyePreview, EyeSummary } from '../../electron/contract.ts';
import * as m from '../../resources/words/compiled/messages.js';
import type { EyeDownload } from '../app/task-views.ts';
import { byteSize, inWords, shortNumber, wholeNumber } from '../ui/numbers.ts';

/** More names than this say nothing more. */
const MOST_NAMES = 5;

/** The ways to hand pixel values to a network, the commonest first. */
export const PRESETS: readonly EyePreset[] = [
  'imagenet',
  'minus-one-to-one',
  'zero-to-one',
  'caffe',
  'bytes',
];

/** What a preset is called. */
export function presetName(preset: EyePreset): string {
  switch (preset) {
    case 'imagenet':
      return m.eyes_preset_imagenet();
    case 'minus-one-to-one':
      return m.eyes_preset_minus_one_to_one();
    case 'zero-to-one':
      return m.eyes_preset_zero_to_one();
    case 'caffe':
      return m.eyes_preset_caffe();
    case 'bytes':
      return m.eyes_preset_bytes();
  }
}

/** What a preset does to pixel values, and which networks expect it. */
export function presetWords(preset: EyePreset): string {
  switch (preset) {
    case 'imagenet':
      return m.eyes_preset_imagenet_words();
    case 'minus-one-to-one':
      return m.eyes_preset_minus_one_to_one_words();
    case 'zero-to-one':
      return m.eyes_preset_zero_to_one_words();
    case 'caffe':
      return m.eyes_preset_caffe_words();
    case 'bytes':
      return m.eyes_preset_bytes_words();
  }
}

/** "64 × 64 pixels" */
export function pixelWords(width: number, height: number): string {
  return m.eyes_pixels({ width: wholeNumber(width), height: wholeNumber(height) });
}

/** What the preview shows, and what the numbers that the network is given reach from and to. */
export function previewWords({ smallest, largest }: EyePreview): string {
  return m.eyes_preview({ low: signed(smallest), high: signed(largest) });
}

/** With a real minus sign. */
function signed(value: number): string {
  return shortNumber(value).replace('-', '−');
}

/** "1,280 numbers for each photo" */
export function featureWords(count: number): string {
  return m.eyes_features({ count, shown: wholeNumber(count) });
}

/** The size of an eye's network, or that it has none. */
export function networkWords({ byteSize: size }: EyeSummary): string {
  return size === 0 ? m.eyes_no_network() : byteSize(size);
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
  const have =
    total > 0
      ? m.eyes_download_have({ received: byteSize(received), total: byteSize(total) })
      : byteSize(received);
  switch (phase) {
    case 'idle':
      return '';
    case 'downloading':
      return m.eyes_download_running({ have });
    case 'checking':
      return m.eyes_download_checking();
    case 'done':
      return m.eyes_download_done();
    case 'failed':
      return received > 0 ? m.eyes_download_failed({ have }) : m.eyes_download_failed_at_once();
    case 'cancelled':
      return received > 0
        ? m.eyes_download_cancelled({ have })
        : m.eyes_download_cancelled_at_once();
  }
}

/** The words of the button that fetches an eye. */
export function fetchWords({ received, total }: EyeDownload): string {
  if (received > 0) return m.eyes_download_continue();
  return total > 0
    ? m.eyes_download_fetch_size({ size: byteSize(total) })
    : m.eyes_download_fetch();
}

/** What becomes of models when an eye is removed: names those that look through it. */
export function removalWords(modelNames: readonly string[]): string {
  if (modelNames.length === 0) return m.eyes_remove_no_model();
  const quoted: string[] = modelNames.slice(0, MOST_NAMES).map((name) => m.ui_quoted({ name }));
  const more = modelNames.length - quoted.length;
  if (more > 0) quoted.push(m.eyes_remove_more_models({ count: more, shown: wholeNumber(more) }));
  return m.eyes_remove_models({ count: modelNames.length, models: inWords(quoted) });
}
