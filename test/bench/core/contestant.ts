/** Some steps of training, going on where the last ones ended. */
export interface Order {
  steps: number;
}

export interface Played {
  milliseconds: number;
  /** Time that processors spent on it, of all threads together: it hardly minds what else they do. */
  processorMilliseconds: number;
  /** Examples that the steps took altogether. */
  examples: number;
  /** Mean cross-entropy of the last step's examples before the step. */
  cost: number;
}

/** A process that holds one workload and takes steps when it is asked. */
export interface Player {
  play: (order: Order) => Promise<Played>;
  stop: () => Promise<void> | void;
}

/** Somebody who trains the network; every one in a process of its own. */
export interface Contestant {
  name: string;
  /** For comparisons: NumPy with one thread, the naive loops, TensorFlow.js' best, and the best of ours. */
  role?: 'baseline' | 'naive' | 'tensorflow' | 'ours';
  /** The most it may take, as a share of the baseline's time. */
  target?: number;
  /** It comes to the same by other operations than the plain way's, so that those cannot be counted. */
  hasOtherOperations?: true;
  /** Why its cost is not compared with ours; undefined where it must be the same. */
  otherCost?: string;
  /** @throws MissingPeer where it is not on this computer. */
  start: () => Promise<Player>;
}

/** What is to be compared with is not on this computer; `nextStep` tells how to get it. */
export class MissingPeer extends Error {
  override name = 'MissingPeer';
  readonly nextStep: string;

  constructor(message: string, nextStep: string) {
    super(message);
    this.nextStep = nextStep;
  }
}
