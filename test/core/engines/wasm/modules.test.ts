import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { modulesText } from '../../../../scripts/kernels/compile.ts';

it('the WebAssembly is what its source compiles to, byte for byte', async () => {
  const file = new URL('../../../../core/engines/wasm/modules.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(await modulesText());
}, 60_000);
