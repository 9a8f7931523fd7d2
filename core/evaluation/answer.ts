/**
 * The position of the most probable kind, given P(kind) of each: what is answered. Of equals the first, so
 * that exactly one half is answered the same by every part.
 */
export function answerOf(probabilities: ArrayLike<number>): number {
  let answer = 0;
  for (let kind = 1; kind < probabilities.length; kind++) {
    if (probabilities[kind] > probabilities[answer]) answer = kind;
  }
  return answer;
}
