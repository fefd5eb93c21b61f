import { spawnSync } from 'node:child_process';
import { copyFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../harness/corpus/root.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { walked } from './walks.ts';

const model = 'one_block_dimms.pml';
const tools: readonly [string, string[]][] = [
  ['spin', ['-V']],
  ['gcc', ['--version']],
];

function skipsWithoutSpin(): boolean {
  const missing = tools.filter(([tool, says]) => spawnSync(tool, says).status !== 0).map(([tool]) => tool);
  if (missing.length === 0) return false;
  const what = `no ${missing.join(' and no ')}: explore's counts are not compared with the Promela model's`;
  if (process.env['REQUIRE_SPIN']) throw new Error(`${what}; apt-get install spin gcc libc6-dev`);
  writeSync(2, `SKIPPED: ${what}\n`);
  return true;
}

/** States and transitions of the Promela model, all of them. */
function counted(...defines: string[]): { states: number; transitions: number } {
  const cwd = temporaryFolder();
  copyFileSync(join(projectRoot(), 'tests/explore/promela', model), join(cwd, model));
  const run = (command: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  // Without -o2 spin leaves out of the state what the model writes and never reads: half of what is to be counted.
  run('spin', '-o2', ...defines.map((each) => `-D${each}`), '-a', model);
  run('gcc', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c');
  const said = run('./pan', '-m100000');
  const number = (what: RegExp): number => Number(what.exec(said)?.[1] ?? Number.NaN);
  expect(said).toContain('errors: 0');
  expect(said).not.toContain('max search depth too small');
  // Boot is stored without anything that leads there.
  return { states: number(/(\d+) states, stored/), transitions: number(/(\d+) transitions/) - 1 };
}

describe.skipIf(skipsWithoutSpin())('a model written by hand in Promela', () => {
  test.each([1, 2, 3])('has as many states and transitions as explore finds for %i blocks', (blocks) => {
    const { states, transitions } = walked({ blocks });
    expect(counted(`N=${blocks}`, 'ORDER')).toEqual({ states, transitions });
  });
});
