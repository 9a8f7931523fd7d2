import { isExit } from './exit.ts';

/** After so many deaths of its process a call is given up: it may be what kills it. */
const MOST_DEATHS = 3;

/**
 * Asks, and asks again where the process died with the call in hand; it is started anew by being asked. Only
 * for what may be done twice: nobody knows how far the process came.
 */
export async function askAgain<Value>(ask: () => Promise<Value>): Promise<Value> {
  for (let deaths = 1; ; deaths++) {
    try {
      return await ask();
    } catch (error) {
      if (!isExit(error) || deaths === MOST_DEATHS) throw error;
    }
  }
}
