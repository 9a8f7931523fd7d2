// What the host writes into memory before it asks for work. The order of the fields is that of
// structures.ts of the host.

/** One layer; arrays as panels, what the optimizer remembers in the same layout as W. */
@unmanaged
export class Layer {
  inputs: i32;
  neurons: i32;
  /** Panels of the inputs. */
  panels: i32;
  /** Neurons, padded to a multiple of 4. */
  rows: i32;
  /** From one example's dZ to the next. */
  errorBytes: i32;
  activation: i32;
  W: usize;
  b: usize;
  /** Where gradients are gathered; the same for the bias. */
  dW: usize;
  db: usize;
  /** The first and second thing that the optimizer remembers; 0 where there is none. */
  firstOfW: usize;
  firstOfB: usize;
  secondOfW: usize;
  secondOfB: usize;
}

/** Up to 128 examples. */
@unmanaged
export class Chunk {
  /** Examples in use. */
  count: i32;
  /** Those that there is room for, two more than are ever in use. */
  examples: i32;
  /** Features, one example after another; 0 where the panels are filled already. */
  source: usize;
  /** Of each example in use its number among those at `source`. */
  places: usize;
  /** What each example should be answered, a value for each neuron of the last layer; its logits likewise. */
  targets: usize;
  /** How much each example counts. */
  weights: usize;
  logits: usize;
  /** For each layer the address of its input: X, A1, A2, … */
  activations: usize;
  /** For each layer the address of its dZ. */
  errors: usize;
  /** For each hidden layer the address of the dropout of its A, or 0. */
  dropouts: usize;
}

@unmanaged
export class Job {
  /** What a sum over examples is multiplied by before it is added to its target. */
  scale: f64;
  /** The learning rate; for Adam divided by the first correction. */
  rate: f64;
  /** Adam's 1 / (1 − β₂ᵗ). */
  correction: f64;
  /** λ of the L2 penalty. */
  l2: f64;
  /** What a step leaves of every weight before it moves it: 1 − rate · weightDecay. */
  kept: f64;
  /** Share of the hidden activations that dropout keeps. */
  keep: f64;
  kind: i32;
  isFloat64: i32;
  items: i32;
  /** Examples in an item of a pass, or about so many. */
  itemExamples: i32;
  layers: usize;
  layerCount: i32;
  chunks: usize;
  chunkCount: i32;
  mean: usize;
  spread: usize;
  isByteSource: i32;
  optimizer: i32;
  loss: i32;
  /** One word for each item: the ticket of the job that took it last. */
  claims: usize;
  /** Room for each seat's partial sums. */
  scratch: usize;
  scratchBytes: i32;
  /** Written by the step: 1 when a weight is no longer finite. */
  isBroken: i32;
}

export function layerAt(job: Job, index: i32): Layer {
  return changetype<Layer>(job.layers + (index as usize) * offsetof<Layer>());
}

export function chunkAt(job: Job, index: i32): Chunk {
  return changetype<Chunk>(job.chunks + (index as usize) * offsetof<Chunk>());
}

export function addressAt(table: usize, index: i32): usize {
  return load<usize>(table + (index as usize) * sizeof<usize>());
}
