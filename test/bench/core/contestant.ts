/** Some steps of training, going on where the last ones ended. */
export interface Order {
  steps: number;
}

export interface Played {
  milliseconds: number;
  /** Processor time of all threads together, which hardly depends on other load. */
  processorMilliseconds: number;
  /** Examples that the steps took altogether. */
  examples: number;
  /** Mean cross-entropy of the last step's examples before the step. */
  cost: number;
}

/** A process that holds one workload and takes steps on request. */
export interface Player {
  play: (order: Order) => Promise<Played>;
  stop: () => Promise<void> | void;
}

/** One way to train the network, in a process of its own. */
export interface Contestant {
  name: string;
  /** For comparisons: NumPy with one thread, the naive loops, TensorFlow.js' best, and the best of ours. */
  role?: 'baseline' | 'naive' | 'tensorflow' | 'ours';
  /** The most it may take, as a share of the baseline's time. */
  target?: number;
  /** Its operations differ from the plain way's, so GFLOP/s cannot be computed. */
  hasOtherOperations?: true;
  /** Why its cost is not compared with ours; undefined where it must be the same. */
  otherCost?: string;
  /** @throws MissingPeer where it is not on this computer. */
  start: () => Promise<Player>;
}

/** A library to compare with is not on this computer; `nextStep` says how to get it. */
export class MissingPeer extends Error {
  override name = 'MissingPeer';
  readonly nextStep: string;

  constructor(message: string, nextStep: string) {
    super(message);
    this.nextStep = nextStep;
  }
}
