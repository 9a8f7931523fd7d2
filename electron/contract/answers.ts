/**
 * What a network's probabilities mean to a person: decided here for the window, the table of answers and the
 * command line alike. Values; they depend on nothing else.
 */

/** The position of the most probable kind, given P(kind) of each; of equals the first. */
export function likeliestOf(probabilities: ArrayLike<number>): number {
  let likeliest = 0;
  for (let position = 1; position < probabilities.length; position++) {
    if (shareOf(probabilities, position) > shareOf(probabilities, likeliest)) likeliest = position;
  }
  return likeliest;
}

/** How probable the most probable kind is, 0 to 1: for k kinds at least 1/k. */
export function confidenceOf(probabilities: ArrayLike<number>): number {
  return shareOf(probabilities, likeliestOf(probabilities));
}

/** The position of the kind that is answered; "not sure" where even that is less probable than `notSureBelow`. */
export function answerOf(
  probabilities: ArrayLike<number>,
  notSureBelow: number,
): number | 'not-sure' {
  return confidenceOf(probabilities) < notSureBelow ? 'not-sure' : likeliestOf(probabilities);
}

function shareOf(probabilities: ArrayLike<number>, position: number): number {
  return probabilities[position] ?? 0;
}
