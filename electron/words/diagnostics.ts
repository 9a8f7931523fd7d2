import * as m from '../../resources/words/compiled/messages.js';
import type { EyeRuntime } from '../contract.ts';
import type { ArithmeticReport, DecoderReport } from '../contract/problems.ts';

/** How photos are decoded, in one sentence. */
export function decoderWords(report: DecoderReport): string {
  return report.decoder === 'native' ? m.decoder_native() : m.decoder_webassembly(report);
}

/** What reads HEIC photos, and under which licence. */
export function heicWords(): string {
  return m.decoder_heic();
}

/** What the networks of eyes run on, in one sentence. */
export function eyeRuntimeWords(code: EyeRuntime): string {
  return code === 'native' ? m.eye_runtime_native() : m.eye_runtime_webassembly({ code });
}

/** How the network's arithmetic is done, in one sentence. */
export function arithmeticWords({ build, threads }: ArithmeticReport): string {
  switch (build) {
    case 'relaxed':
      return m.arithmetic_relaxed({ threads });
    case 'portable':
      return m.arithmetic_portable({ threads });
    case 'blocked':
      return m.arithmetic_blocked();
  }
}
