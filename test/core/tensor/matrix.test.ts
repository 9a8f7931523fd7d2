import { describe, expect, it } from 'vitest';
import { initializeParameters, Matrix, numpyRandom } from '../../../core/index.ts';
import type { InitializationScheme } from '../../../core/index.ts';

describe('Matrix', () => {
  it('keeps each column contiguous and reads by row and column', () => {
    const matrix = Matrix.fromRows([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([matrix.rows, matrix.cols]).toEqual([2, 3]);
    expect(matrix.data).toEqual(Float32Array.of(1, 4, 2, 5, 3, 6));
    expect(matrix.at(1, 2)).toBe(6);
    expect(matrix.toRows()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(Matrix.fromRows([[0.1]], Float64Array).at(0, 0)).toBe(0.1);
  });

  it('names what does not fit', () => {
    expect(() => Matrix.fromRows([[1, 2], [3]])).toThrow('Expected 2 values in row 1, got 1');
    expect(() => new Matrix(2, 2, new Float32Array(3))).toThrow(
      'Expected 4 values for shape (2, 2), got 3',
    );
    const matrix = Matrix.zeros(2, 3);
    for (const [row, col] of [
      [2, 0],
      [0, 3],
      [-1, 1],
      [0, -1],
    ] as const) {
      expect(() => matrix.at(row, col)).toThrow(`inside shape (2, 3), got (${row}, ${col})`);
    }
  });
});

describe('initializeParameters', () => {
  it.each<[InitializationScheme, number]>([
    ['he', Math.sqrt(2 / 50)],
    ['xavier', Math.sqrt(2 / 90)],
    ['tutorial', 0.01],
    ['tutorial-deep', 1 / Math.sqrt(50)],
  ])('draws %s weights row by row from the generator, biases zero', (scheme, scale) => {
    const parameters = initializeParameters([50, 40, 1], {
      scheme,
      random: numpyRandom(3),
      ArrayType: Float64Array,
    });
    const random = numpyRandom(3);
    const { W1, b1, W2 } = parameters;
    for (let row = 0; row < 40; row++) {
      for (let col = 0; col < 50; col++)
        expect(W1.at(row, col)).toBeCloseTo(random.randn() * scale, 14);
    }
    expect([W2.rows, W2.cols]).toEqual([1, 40]);
    expect(b1.toRows()).toEqual(new Array(40).fill([0]));
  });

  it('makes Float32 where nothing is named, and refuses sizes that are none', () => {
    const options = { scheme: 'he', random: numpyRandom(1) } as const;
    expect(initializeParameters([2, 1], options).W1.data).toBeInstanceOf(Float32Array);
    expect(() => initializeParameters([2], options)).toThrow('at least two layer sizes');
    expect(() => initializeParameters([2, 0, 1], options)).toThrow('got [2, 0, 1]');
  });
});
