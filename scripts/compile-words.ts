// Makes functions of the sentences in resources/words, for the window, the main process and the tests alike.

import { compile } from '@inlang/paraglide-js';
import path from 'node:path';
import { runScript } from './runtime/problem.ts';
import { projectFolder } from './runtime/project.ts';

await runScript(async () => {
  await compile({
    project: path.join(projectFolder, 'resources/words/project.inlang'),
    outdir: path.join(projectFolder, 'resources/words/compiled'),
    outputStructure: 'locale-modules',
    strategy: ['globalVariable', 'baseLocale'],
    emitTsDeclarations: true,
    emitReadme: false,
    emitPrettierIgnore: false,
    emitGitIgnore: false,
  });
  return 0;
});
