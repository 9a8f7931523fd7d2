import type { Outcome } from '../../contract.ts';

export const downloadableEye = { name: '', address: '', licence: '', byteSize: 0 };

export const downloadEye = async (_options: {
  folder: string;
  signal: AbortSignal;
  received: (bytes: number) => void;
}): Promise<Outcome<{ file: string }>> => {
  throw new Error('To come');
};
