// npm run build:kernels: compiles core/engines/wasm/assembly from AssemblyScript to WebAssembly.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { modulesText } from './kernels/compile.ts';
import { runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';

await runScript(async () => {
  const file = path.join(PROJECT_FOLDER, 'core', 'engines', 'wasm', 'modules.ts');
  await writeFile(file, await modulesText());
  console.log(`Wrote ${path.relative(PROJECT_FOLDER, file)}.`);
  return 0;
});
