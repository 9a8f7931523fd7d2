import { describe, expect, it } from 'vitest';
import {
  comparingWords,
  trialAccuracyWords,
  trialStatusWords,
  trialTimeWords,
  whyWords,
} from '../../../renderer/learn/comparison-words.ts';
import { problemText } from '../../../renderer/ui/problem-words.ts';
import type { Problem } from '../../../electron/contract.ts';
import { trialOf } from '../examples.ts';

const waiting = trialOf('Pixels', [0, 0, 0], { status: 'waiting', looked: 0 });
const problem: Problem = { code: 'eye-changed', parameters: {} };
const failed = trialOf('Own', [0, 0, 0], { status: 'failed', problem });

describe('an eye that is being tried', () => {
  it('has an accuracy only when it is done', () => {
    expect(trialAccuracyWords(trialOf('Keen', [89, 94, 97]))).toBe('94% (89% to 97%)');
    expect(trialAccuracyWords(waiting)).toBe('–');
  });

  it('has a time only once that was measured', () => {
    expect(trialTimeWords({ ...waiting, seconds: 0 })).toBe('–');
    expect(trialTimeWords(failed)).toBe('–');
    expect(trialTimeWords(trialOf('Keen', [90, 94, 97]))).toBe('2.3 s');
    expect(trialTimeWords(trialOf('Keen', [0, 0, 0], { seconds: 61.7 }))).toBe('62 s');
  });

  it('says why it could not be tried', () => {
    expect(trialStatusWords(failed)).toBe(problemText(problem));
  });
});

describe('the comparison', () => {
  it('says which eye looks or is checked now', () => {
    const done = trialOf('Keen', [90, 94, 97]);
    const checking = trialOf('Shapes', [0, 0, 0], { status: 'checking' });
    expect(comparingWords([done, checking, waiting])).toContain('learned through Shapes');
    expect(comparingWords([waiting])).toBe('Comparing the eyes');
  });
});

describe('why an eye was taken', () => {
  const keen = trialOf('Keen', [90, 94, 97]);

  it('is that it got clearly more right than the next best', () => {
    const trials = [trialOf('Pixels', [52, 60, 67]), keen, trialOf('Shapes', [66, 74, 80])];
    expect(whyWords(trials, 'keen@1')).toBe(
      'Keen was taken, since it got the most right: 94 of 100 photos. ' +
        'The next best, Shapes, is clearly behind.',
    );
  });

  it('admits that a close call may be chance', () => {
    const close = trialOf('Shapes', [86, 91, 95]);
    expect(whyWords([close, keen], 'keen@1')).toContain('Shapes came so close');
    expect(whyWords([close, keen], 'shapes@1')).toContain('Keen did a little better');
    const even = trialOf('Shapes', [90, 94, 97]);
    expect(whyWords([even, keen], 'keen@1')).toContain('Shapes did just as well');
  });

  it('is that no other eye could be tried', () => {
    expect(whyWords([failed, keen], 'keen@1')).toContain('the only eye that could be tried');
  });

  it('has no words for an eye that was not tried', () => {
    expect(whyWords([keen], 'pixels@1')).toBe('');
  });
});
