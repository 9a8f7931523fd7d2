// npm test: all checks, one after the other, until one fails. The last line says how many tests passed.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { show } from './runtime/child.ts';
import { npmCommand } from './runtime/npm.ts';
import { runScript } from './runtime/problem.ts';
import { PROJECT_FOLDER } from './runtime/project.ts';
import { add, countOne, countPlaywright, countVitest, summary } from './testing/counts.ts';
import type { Counts } from './testing/counts.ts';

interface Stage {
  name: string;
  /** The script in package.json, and what is given to it. */
  script: string;
  args?: string[];
  environment?: Record<string, string>;
  count: (exitCode: number) => Counts;
}

function readReport(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function stagesWith(unitReport: string, windowReport: string): Stage[] {
  return [
    { name: 'types', script: 'check', count: countOne },
    { name: 'lint', script: 'lint', count: countOne },
    { name: 'import rules', script: 'rules', count: countOne },
    {
      name: 'unit tests',
      script: 'test:unit',
      args: ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
      count: (exitCode) => countVitest(readReport(unitReport), exitCode),
    },
    { name: 'build', script: 'build', count: countOne },
    {
      name: 'tests in a real window',
      script: 'test:e2e',
      args: ['--reporter=list,json'],
      environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: windowReport },
      count: (exitCode) => countPlaywright(readReport(windowReport), exitCode),
    },
  ];
}

async function runStage(stage: Stage): Promise<Counts> {
  console.log(`\n── ${stage.name}`);
  const start = performance.now();
  const [command, args] = npmCommand('run', '--silent', stage.script, '--', ...(stage.args ?? []));
  const exitCode = await show(command, args, {
    folder: PROJECT_FOLDER,
    environment: { ...process.env, ...stage.environment },
  });
  const counts = stage.count(exitCode);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${summary(counts)}, ${seconds} s`);
  return counts;
}

async function runStages(stages: readonly Stage[]): Promise<Counts> {
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [index, stage] of stages.entries()) {
    total = add(total, await runStage(stage));
    const left = stages.slice(index + 1).map(({ name }) => name);
    if (total.failed > 0 && left.length > 0) {
      console.log(`\nStopped here; not run: ${left.join(', ')}.`);
      break;
    }
  }
  return total;
}

await runScript(async () => {
  const reports = mkdtempSync(path.join(os.tmpdir(), 'purrceptron-test-'));
  try {
    const stages = stagesWith(path.join(reports, 'unit.json'), path.join(reports, 'window.json'));
    const total = await runStages(stages);
    console.log(`\n${summary(total)}`);
    return total.failed === 0 ? 0 : 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
});
