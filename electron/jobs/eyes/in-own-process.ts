import type { Problem } from '../../contract.ts';
import type { ImagingOperations } from '../../imaging/operations.ts';
import { isExit } from '../../processes/exit.ts';
import { ProblemError } from '../problem-error.ts';
import type { DisposableProcess } from '../services.ts';

type Reply<Name extends keyof ImagingOperations> = Awaited<ReturnType<ImagingOperations[Name]>>;

/** Milliseconds; the largest networks take seconds to load, and one that never ends must not stay. */
const PATIENCE = 60_000;

/**
 * Asks something about a network of unknown manners in a process that is started for this alone and
 * killed afterwards, whatever happens: such a file may crash the runtime, or keep it busy without end.
 *
 * @throws ProblemError when the process dies or takes too long.
 */
export async function askInOwnProcess<Name extends keyof ImagingOperations & string>(
  start: () => DisposableProcess,
  name: Name,
  payload: Parameters<ImagingOperations[Name]>[0],
  milliseconds = PATIENCE,
): Promise<Reply<Name>> {
  const child = start();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new ProblemError(tooSlow)), milliseconds);
  });
  try {
    return await Promise.race([child.call(name, payload), tooLong]);
  } catch (error) {
    throw isExit(error) ? new ProblemError(crashed) : error;
  } finally {
    clearTimeout(timer);
    child.stop();
  }
}

const crashed: Problem = { code: 'eye-crashed', parameters: {} };

const tooSlow: Problem = { code: 'eye-too-slow', parameters: {} };
