/**
 * Counts how often each kind of pixel occurs, in the whole picture and in its parts: for each g of `grids`
 * the picture is cut into g × g parts of equal size (to a pixel), part (i, j) taking the rows from ⌊i·e/g⌋ to
 * before ⌊(i+1)·e/g⌋ and the columns likewise. Each count c becomes
 *
 *     √(c / pixels of the part),
 *
 * so that a histogram has length 1 and two of them are compared by Hellinger's distance, in which what is rare
 * counts for more.
 *
 * Sources: Lazebnik, Schmid and Ponce, "Beyond Bags of Features: Spatial Pyramid Matching" (2006); for the
 * square root Arandjelović and Zisserman, "Three things everyone should know" (2012).
 *
 * @param kinds edge × edge numbers from 0 to below `kindCount`, row by row.
 */
export function pyramidHistograms(
  kinds: Uint8Array,
  edge: number,
  kindCount: number,
  grids: readonly number[],
): Float64Array {
  const histograms = new Float64Array(pyramidCount(kindCount, grids));
  let start = 0;
  for (const grid of grids) {
    const first = Uint16Array.from({ length: grid + 1 }, (_, i) => Math.floor((i * edge) / grid));
    for (let row = 0; row < grid; row++) {
      for (let column = 0; column < grid; column++) {
        const histogram = histograms.subarray(start, start + kindCount);
        const [top, bottom] = [first[row], first[row + 1]];
        const [left, right] = [first[column], first[column + 1]];
        for (let y = top; y < bottom; y++) {
          for (let x = left; x < right; x++) histogram[kinds[y * edge + x]]++;
        }
        const pixels = (bottom - top) * (right - left);
        for (let k = 0; k < kindCount; k++) histogram[k] = Math.sqrt(histogram[k] / pixels);
        start += kindCount;
      }
    }
  }
  return histograms;
}

/** How many numbers `pyramidHistograms` gives. */
export function pyramidCount(kindCount: number, grids: readonly number[]): number {
  return kindCount * grids.reduce((sum, grid) => sum + grid ** 2, 0);
}
