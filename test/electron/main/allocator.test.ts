import { expect, test } from 'vitest';
import { keepMemoryAtHand } from '../../../electron/main/allocator.ts';

/** Switches as Electron keeps them: the last of a name counts. */
function commandLine(given: string) {
  const switches = new Map([['enable-features', given]]);
  return {
    switches,
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    appendSwitch: (name: string, value = '') => void switches.set(name, value),
  };
}

function featuresWith(given: string, platform: NodeJS.Platform) {
  const line = commandLine(given);
  keepMemoryAtHand(line, platform);
  return line.switches.get('enable-features');
}

test('on Linux memory is kept at hand, beside what was asked for on the command line', () => {
  const feature = 'PartitionAllocLargeEmptySlotSpanRing';
  expect(featuresWith('', 'linux')).toBe(feature);
  expect(featuresWith('Vulkan,Other', 'linux')).toBe(`Vulkan,Other,${feature}`);
});

test('elsewhere nothing is changed', () => {
  expect(featuresWith('Vulkan', 'win32')).toBe('Vulkan');
  expect(featuresWith('', 'darwin')).toBe('');
});
