import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadMachines } from '../../harness/corpus/load.ts';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { runFixture } from '../../harness/run/run.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { program, root } from './program.ts';

const cwd = temporaryFolder();
const shared = ['--blocks', '1', '--machine', 'x86-64-8G-full-and-shared-section', '--quiet'];
const two = ['prove', 'oscar@v5', 'david@v10', ...shared];

test('prove tells the stale tail of a span in two steps', () => {
  const { code, stdout } = program([...two, '--compare', 'zones'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('oscar@v5 and david@v10 part at rest after 2 steps, on every machine');
  expect(stdout).toMatch(/1\. add d0\n +2\. online_kernel d0, vetoed/);
});

test('prove says equal with how many pairs of states, and by what', () => {
  const { stdout } = program([...two, '--compare', 'return,death'], { cwd });
  const asOne = stdout.replace(/\s+/g, ' ');
  expect(asOne).toMatch(/equal: \d+ joint states, complete for alphabet default with 1 block, this machine/);
  expect(asOne).toContain('compared: return, death; not zones,');
});

test('its mail is 72 columns wide', () => {
  const { stdout } = program([...two, '--format', 'mail'], { cwd });
  expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(72);
  expect(stdout).toContain('      online_kernel d0, vetoed\n');
});

test('a difference that is saved is a fixture, on which the two part as was told', async () => {
  program([...two, '--compare', 'zones', '--write', 'saved'], { cwd });
  const [file = ''] = readdirSync(join(cwd, 'saved'));
  expect(file).toBe('oscar@v5-david@v10-zones-x86-64-8G-full-and-shared-section.yaml');
  const { machines } = await loadMachines();
  const read = readFixture(readFileSync(join(cwd, 'saved', file), 'utf8'), 'saved/it', file, machines);
  expect(read.problems).toEqual([]);
  const [oscar, david] = ['oscar@v5', 'david@v10'].map((id) => runFixture(read.fixture!, `linux@5.12+${id}`));
  // 1572864 - 1048576 pages, and the section 2097152+32768 beyond.
  expect(oscar!.steps.at(-1)!.observation['zone.spanned']?.['0:Normal']).toBe(524288);
  expect(david!.steps.at(-1)!.observation['zone.spanned']?.['0:Normal']).toBe(1081344);
});

test('a design from a file is held against one of the thread', () => {
  const file = join(root, 'strategies', 'oscar', 'v5.ts');
  const mine = readFileSync(file, 'utf8')
    .replaceAll("'../../harness/design.ts'", "'mhp-compare'")
    .replace(/'\.\.\/shared\/(\w+\.ts)'/g, (_, name: string) => JSON.stringify(join(root, 'strategies/shared', name)))
    .replace("id: 'oscar'", "id: 'mine'");
  const path = join(cwd, 'mine.ts');
  writeFileSync(path, mine);
  const { code, stdout, stderr } = program(['prove', './mine.ts', 'oscar@v5', ...shared, '--format', 'json'], { cwd });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ a: 'mine@v5', machines: [{ complete: true, differences: [] }] });
});

test('prove --all holds default designs and revisions against each other, as its schema says', () => {
  const args = ['prove', '--all', '--blocks', '1', '--machine', 'x86-64-64M', '--quiet', '--format', 'json'];
  const { stdout } = program(args, { cwd });
  const told = JSON.parse(stdout) as { pairs: { a: string; b: string; relation: string; verdict: string }[] };
  z.fromJSONSchema(JSON.parse(program(['prove', '--all', '--schema'], { cwd }).stdout)).parse(told);
  // A block of 64 MiB carries no memmap of its own: with nothing to differ in, the designs are the same.
  expect(told.pairs.filter(({ relation }) => relation === 'designs').every(({ verdict }) => verdict === 'equal')).toBe(
    true,
  );
  expect(told.pairs.find(({ b }) => b === 'david@v10')).toMatchObject({ verdict: 'equal' });
});

test.each([
  [['prove'], 'name two'],
  [['prove', 'oscar@v5', 'oscar@v55'], 'oscar@v5'],
  [['prove', 'oscar@v5', 'michal@*'], 'name one'],
  [['prove', 'oscar@v5', 'david@v10', '--compare', 'zone'], 'zones'],
  [['prove', 'oscar@v5', 'david@v10', '--alphabet', 'defualt'], 'default'],
  [['prove', '--all', 'oscar@v5'], 'leave out --all'],
])('%j is refused with what to do', (args, hint) => {
  const { code, stderr } = program(args, { cwd });
  expect([2, 66]).toContain(code);
  expect(stderr).toContain(hint);
});
