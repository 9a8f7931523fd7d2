/** A process that does what it is told, mistakes included. */
import { serve } from '../../../electron/processes/child.ts';

export type FaultyOperations = {
  echo: (payload: unknown) => unknown;
  environment: (payload: { name: string }) => string | null;
  throwError: (payload: { message: string }) => void;
  answerWhatCannotBeSent: (payload: undefined) => unknown;
  /** Answers, and makes a mistake that nobody waits for. */
  rejectUnheard: (payload: undefined) => void;
  notifyTwice: (payload: { text: string }) => void;
  /** Stays busy without end. */
  neverAnswer: (payload: undefined) => void;
};

export type FaultyNotices = { said: { text: string } };

serve<FaultyOperations, FaultyNotices>((emit) => ({
  echo: (payload) => payload,
  environment: ({ name }) => process.env[name] ?? null,
  throwError: ({ message }) => {
    throw new Error(message);
  },
  answerWhatCannotBeSent: () => () => undefined,
  rejectUnheard: () => {
    void Promise.reject(new Error('nobody hears of this'));
  },
  notifyTwice: async ({ text }) => {
    await emit('said', { text });
    await emit('said', { text: `${text}!` });
  },
  neverAnswer: () => new Promise(() => setInterval(() => undefined, 1000)),
}));
