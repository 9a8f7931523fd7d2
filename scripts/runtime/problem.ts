/** An expected failure: what happened and what to do next, in words for the person at the keyboard. */
export class RuntimeProblem extends Error {
  override name = 'RuntimeProblem';

  constructor(message: string, nextStep: string) {
    super(`${message}\n${nextStep}`);
  }
}

/** Runs a script; of an expected failure only its words are printed, a bug shows where it is. */
export async function runScript(script: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await script();
  } catch (error) {
    console.error(error instanceof RuntimeProblem ? error.message : error);
    process.exitCode = 1;
  }
}
