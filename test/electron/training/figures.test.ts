import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf as answerOfCore } from '../../../core/index.ts';
import { answerOf } from '../../../electron/contract/answers.ts';
import { validationFiguresOf } from '../../../electron/training/figures.ts';

describe('the table of truths and answers', () => {
  it('counts by category position, where the first is answered from one half on', () => {
    const ofFirst = [0.9, 0.5, 0.49, 0.1, 0.7];
    const probabilities = Float64Array.from(ofFirst.flatMap((p) => [p, 1 - p]));
    const figures = validationFiguresOf(probabilities, [0, 0, 0, 1, 1], 2, 0.3);
    expect(figures.confusion).toEqual([
      [2, 1],
      [1, 1],
    ]);
    expect(figures).toMatchObject({ count: 5, correct: 3, accuracy: 0.6, cost: 0.3 });
  });

  it('counts for any number of kinds what the window and the table of answers say', () => {
    // Few values, so that kinds are often equally probable.
    const share = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
    );
    const kindsAndExamples = fc.integer({ min: 2, max: 7 }).chain((kinds) =>
      fc.record({
        kinds: fc.constant(kinds),
        examples: fc.array(
          fc.record({
            truth: fc.nat(kinds - 1),
            probabilities: fc.array(share, { minLength: kinds, maxLength: kinds }),
          }),
        ),
      }),
    );
    fc.assert(
      fc.property(kindsAndExamples, ({ kinds, examples }) => {
        const confusion = Array.from({ length: kinds }, () => new Array<number>(kinds).fill(0));
        for (const { truth, probabilities } of examples) {
          const answer = answerOf(probabilities, 0);
          if (answer === 'not-sure') throw new Error('Expected an answer from zero on');
          expect(answer).toBe(answerOfCore(probabilities));
          confusion[truth][answer] += 1;
        }
        const probabilities = Float64Array.from(examples.flatMap((one) => one.probabilities));
        const truths = examples.map(({ truth }) => truth);
        const figures = validationFiguresOf(probabilities, truths, kinds, 0);
        expect(figures.confusion).toEqual(confusion);
      }),
    );
  });
});
