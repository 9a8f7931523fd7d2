import { describe, expect, it } from 'vitest';
import type { EyeDownload } from '../../../renderer/app/task-views.ts';
import {
  downloadWords,
  hostOf,
  networkWords,
  previewWords,
  removalWords,
  shortHash,
} from '../../../renderer/settings/eye-words.ts';
import { eyeOf } from '../examples.ts';

describe('an eye in words', () => {
  it('has a size only where it has a network', () => {
    expect(networkWords(eyeOf('keen'))).toBe('4.03 MB');
    expect(networkWords(eyeOf('pixels', { byteSize: 0 }))).toBe('Needs no network of its own');
  });

  it('has a fingerprint that fits on a line', () => {
    expect(shortHash('0123456789abcdef'.repeat(4))).toBe('0123456789ab…');
  });

  it('is given numbers from the smallest to the largest', () => {
    const picture = new Uint8Array();
    expect(previewWords({ picture, smallest: -1, largest: 0.99215 })).toContain(
      'from −1 to 0.992.',
    );
  });
});

describe('the download in words', () => {
  const download: EyeDownload = {
    phase: 'idle',
    name: 'MobileNet',
    address: 'https://example.org/mobilenet.onnx',
    licence: 'Apache-2.0',
    received: 0,
    total: 14_000_000,
    problem: null,
  };

  it('says whom it asks', () => {
    expect(hostOf(download.address)).toBe('example.org');
    expect(hostOf('somewhere')).toBe('somewhere');
  });

  it('says how far it is, and that what is here is kept', () => {
    const part = { ...download, received: 5_200_000 };
    expect(downloadWords(download)).toBe('');
    expect(downloadWords({ ...part, phase: 'downloading' })).toBe('Fetching: 5.2 MB of 14 MB');
    expect(downloadWords({ ...part, phase: 'failed' })).toContain('5.2 MB of 14 MB. What is here');
    expect(downloadWords({ ...part, phase: 'cancelled' })).toContain('What is here is kept');
    expect(downloadWords({ ...download, phase: 'failed' })).toBe('It did not begin.');
    expect(downloadWords({ ...part, total: 0, phase: 'downloading' })).toBe('Fetching: 5.2 MB');
  });
});

describe('before an eye is removed', () => {
  it('names the models that look through it', () => {
    expect(removalWords([])).toBe('No model looks through it.');
    expect(removalWords(['One'])).toContain('“One” looks through it. It stays');
    expect(removalWords(['One', 'Two'])).toContain('“One” and “Two” look through it. They stay');
  });

  it('names five of many and counts the others', () => {
    const names = Array.from({ length: 8 }, (_, i) => `Model ${i + 1}`);
    const words = removalWords(names);
    expect(words).toContain('“Model 5”, and 3 other models look through it');
    expect(words).not.toContain('Model 6');
  });
});
