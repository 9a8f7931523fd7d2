// Makes functions of the sentences in resources/words, for the window, the main process and the tests alike.

import { compile } from '@inlang/paraglide-js';
import path from 'node:path';
import { runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';

/**
 * What messages call to choose between one and many. Paraglide's own makes new rules at each call, which
 * takes sixty microseconds: too long for what is said at every label. Numbers, dates and lists come to
 * messages as text, so that nothing else is needed of it.
 */
const REGISTRY = `
/** @type {Map<string, Intl.PluralRules>} */
const known = new Map();

/**
 * @param {import("./runtime.js").Locale} locale
 * @param {unknown} input
 * @param {Intl.PluralRulesOptions} [options]
 * @returns {string}
 */
export function plural(locale, input, options) {
	const key = locale + (options?.type ?? "");
	const rules = known.get(key) ?? new Intl.PluralRules(locale, options);
	known.set(key, rules);
	return rules.select(Number(input));
}
`;

await runScript(async () => {
  await compile({
    project: path.join(PROJECT_FOLDER, 'resources/words/project.inlang'),
    outdir: path.join(PROJECT_FOLDER, 'resources/words/compiled'),
    outputStructure: 'locale-modules',
    strategy: ['globalVariable', 'baseLocale'],
    emitTsDeclarations: true,
    emitReadme: false,
    emitPrettierIgnore: false,
    emitGitIgnore: false,
    additionalFiles: { 'registry.js': REGISTRY },
  });
  return 0;
});
