import type {
  Bridge,
  CallName,
  EventName,
  Events,
  Payload,
  Problem,
  Reply,
} from '../electron/contract.ts';

declare global {
  interface Window {
    purrceptron: Bridge;
  }
}

/** An expected failure on its way to whoever shows it; `problemWords` tells it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

type Rest<Name extends CallName> = Payload<Name> extends undefined ? [] : [payload: Payload<Name>];

/** The one door to the main process. */
export const api = {
  /** Resolves to the reply; throws a `ProblemError` when main answers with a problem. */
  async call<Name extends CallName>(name: Name, ...rest: Rest<Name>): Promise<Reply<Name>> {
    const outcome = await window.purrceptron.call(name, rest[0] as Payload<Name>);
    if (!outcome.ok) throw new ProblemError(outcome.problem);
    return outcome.value;
  },

  /** Returns the function that stops listening. */
  listen<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void) {
    return window.purrceptron.listen(name, listener);
  },

  /** The absolute path of a dropped or chosen file; empty when it has none. */
  pathOf(file: File): string {
    return window.purrceptron.pathOf(file);
  },

  get platform() {
    return window.purrceptron.platform;
  },
};
