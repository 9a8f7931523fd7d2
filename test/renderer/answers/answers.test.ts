import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassifiedPhoto } from '../../../electron/contract.ts';
import { countWords, progressWords } from '../../../renderer/answers/answer-words.ts';
import {
  answerFor,
  arrange,
  countAnswers,
  type SortOrder,
} from '../../../renderer/answers/answers.ts';

let nextId = 1;

function photo(probability: number | null, fileName = 'photo.jpg'): ClassifiedPhoto {
  return {
    id: nextId++,
    fileName,
    path: `/photos/${fileName}`,
    modelId: 1,
    modelName: 'First model',
    categoryNames: ['cat', 'dog'],
    probabilities: probability === null ? null : [probability, 1 - probability],
    problem: probability === null ? { code: 'file-empty', parameters: {} } : null,
  };
}

function names(photos: readonly ClassifiedPhoto[]) {
  return photos.map(({ fileName }) => fileName);
}

describe('an answer', () => {
  it('is the first category when its probability is high', () => {
    expect(answerFor(photo(0.9), 0.65)).toMatchObject({
      kind: 'sure',
      name: 'cat',
      confidence: 0.9,
    });
  });

  it('is the second category when the probability of the first is low', () => {
    const answer = answerFor(photo(0.2), 0.65);
    expect(answer).toMatchObject({ kind: 'sure', name: 'dog', position: 1, confidence: 0.8 });
  });

  it('is not sure in the middle band, and names the nearer category', () => {
    expect(answerFor(photo(0.6), 0.65)).toMatchObject({ kind: 'not-sure', name: 'cat' });
    expect(answerFor(photo(0.4), 0.65)).toMatchObject({ kind: 'not-sure', name: 'dog' });
  });

  it('is sure at the very edge of the band', () => {
    expect(answerFor(photo(0.65), 0.65).kind).toBe('sure');
  });

  it('is failed for a photo that could not be read', () => {
    expect(answerFor(photo(null), 0.65)).toEqual({ kind: 'failed' });
  });
});

describe('the list of answers', () => {
  const photos = [
    photo(0.7, 'img10.jpg'),
    photo(null, 'broken.jpg'),
    photo(0.02, 'img9.jpg'),
    photo(0.55, 'Zoo.jpg'),
    photo(0.3, 'img2.jpg'),
  ];

  it('is in the order in which the photos were added, unless told otherwise', () => {
    expect(names(arrange(photos, 'added', 'all', 0.65))).toEqual(names(photos));
  });

  it('puts the surest first, unreadable photos last', () => {
    const order = ['img9.jpg', 'img10.jpg', 'img2.jpg', 'Zoo.jpg', 'broken.jpg'];
    expect(names(arrange(photos, 'surest', 'all', 0.65))).toEqual(order);
  });

  it('puts the least sure first, unreadable photos last all the same', () => {
    const order = ['Zoo.jpg', 'img10.jpg', 'img2.jpg', 'img9.jpg', 'broken.jpg'];
    expect(names(arrange(photos, 'least-sure', 'all', 0.65))).toEqual(order);
  });

  it('sorts names as people count: img2 before img10', () => {
    const order = ['broken.jpg', 'img2.jpg', 'img9.jpg', 'img10.jpg', 'Zoo.jpg'];
    expect(names(arrange(photos, 'name', 'all', 0.65))).toEqual(order);
  });

  it('shows only what the filter asks for', () => {
    expect(names(arrange(photos, 'added', 'not-sure', 0.65))).toEqual(['Zoo.jpg']);
    expect(names(arrange(photos, 'added', 'failed', 0.65))).toEqual(['broken.jpg']);
    expect(arrange(photos, 'added', 'sure', 0.65)).toHaveLength(3);
  });

  it('loses, adds and changes nothing by being sorted', () => {
    const probabilities = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })));
    const sorts = fc.constantFrom<SortOrder>('added', 'surest', 'least-sure', 'name');
    fc.assert(
      fc.property(probabilities, sorts, (values, sort) => {
        const added = values.map((value) => photo(value));
        const before = [...added];
        const shown = arrange(added, sort, 'all', 0.65);
        expect(new Set(shown)).toEqual(new Set(added));
        expect(shown).toHaveLength(added.length);
        expect(added).toEqual(before);
      }),
    );
  });
});

describe('the counts', () => {
  it('say in words how many there are of each', () => {
    const photos = [photo(0.9), photo(0.95), photo(0.1), photo(0.5), photo(null)];
    const words = countWords(countAnswers(photos, 0.65));
    expect(words).toBe('2 cats, 1 dog, 1 not sure, and 1 could not be read');
  });

  it('follow the band when it is moved', () => {
    const photos = [photo(0.7), photo(0.7)];
    expect(countWords(countAnswers(photos, 0.65))).toBe('2 cats and 0 dogs');
    expect(countWords(countAnswers(photos, 0.8))).toBe('0 cats, 0 dogs, and 2 not sure');
  });

  it('always add up to the number of photos', () => {
    const probabilities = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })));
    fc.assert(
      fc.property(probabilities, fc.double({ min: 0.5, max: 1, noNaN: true }), (values, band) => {
        const { byName, notSure, failed } = countAnswers(
          values.map((value) => photo(value)),
          band,
        );
        const sure = [...byName.values()].reduce((sum, count) => sum + count, 0);
        expect(sure + notSure + failed).toBe(values.length);
      }),
    );
  });
});

describe('the progress of classifying', () => {
  it('says what is going on, and when nothing was found', () => {
    expect(progressWords({ phase: 'reading', total: 1200, finished: 7 })).toBe(
      'Looked at 7 of 1,200 photos',
    );
    expect(progressWords({ phase: 'done', total: 0, finished: 0 })).toBe(
      'No photos were found there.',
    );
  });
});
