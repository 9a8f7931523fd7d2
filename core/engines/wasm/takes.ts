// What the program of `assembly/` knows, by the numbers that it has for it. Whoever is not here is computed by
// the plain engine.

export const ACTIVATION_CODES: ReadonlyMap<string, number> = new Map([
  ['relu', 0],
  ['leaky-relu', 1],
  ['tanh', 2],
  ['sigmoid', 3],
]);

export const LOSS_CODES: ReadonlyMap<string, number> = new Map([
  ['sigmoid', 0],
  ['softmax', 1],
]);

export const OPTIMIZER_CODES: ReadonlyMap<string, number> = new Map([
  ['gradient-descent', 0],
  ['momentum', 1],
  ['rmsprop', 2],
  ['adam', 3],
  ['adamw', 3],
]);
