import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { program, root } from '../cli/program.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { machines } from './walks.ts';

const small = ['explore', '--blocks', '1', '--machine', 'x86-64-8G-full-and-shared-section', '--design', 'david@v10'];

interface Told {
  complete: boolean;
  states: number;
  walked: { design: string; machine: string; complete: boolean; cut?: string }[];
  findings: { invariant?: string; steps: string[]; replay: string; fault?: string }[];
  faults: { id: string; known?: boolean; steps: string[]; machine: string; replay: string }[];
}
const json = (args: string[]): Told => JSON.parse(program([...args, '--format', 'json']).stdout) as Told;

describe('one design on one machine', () => {
  const told = json(small);

  test('is walked to its end', () => {
    expect(told.complete).toBe(true);
    expect(told.walked).toMatchObject([
      { design: 'david@v10', machine: 'x86-64-8G-full-and-shared-section', complete: true },
    ]);
  });

  test('the stale tail of a zone is found in two steps, and is a fault that the corpus knows', () => {
    const fault = told.faults.find(({ id }) => id === 'david/mhp_deinit_memmap_on_memory/zone-edge')!;
    expect(fault.steps).toEqual(['add d0', 'online_kernel d0, vetoed']);
    expect(fault.known).toBe(true);
  });

  test('every finding is somebody’s fault', () => {
    expect(told.findings.filter(({ fault }) => fault === undefined)).toEqual([]);
    expect(told.findings.length).toBeGreaterThan(2);
  });

  test('the command it is told with shows it again', () => {
    const { replay, invariant } = told.findings[0]!;
    const [, walk = '', design = ''] = /explain '([^']+)' --design (\S+)$/.exec(replay) ?? [];
    const again = program(['explain', walk, '--design', design, '--format', 'json']);
    const { steps } = JSON.parse(again.stdout) as { steps: { violations: { design: string; invariant: string }[] }[] };
    expect(JSON.stringify(steps)).toContain(`"invariant":"${invariant}"`);
  });

  test('on one screen, with the walk', () => {
    const { stdout, code } = program(small);
    expect(code).toBe(0);
    expect(stdout.split('\n').length).toBeLessThan(45);
    expect(stdout).toContain('add d0; online_kernel d0, vetoed (2 moves, x86-64-8G');
    expect(stdout).toContain('complete');
  });

  test('as Markdown', () => {
    const { stdout } = program([...small, '--format', 'markdown']);
    expect(stdout).toContain('| david@v10 | ');
    expect(stdout).toContain('### mhp_deinit_memmap_on_memory()');
  });
});

test('an invariant that does not count is not told', () => {
  const { findings } = json([...small, '--without', 'span/zone-edges']);
  expect(findings.map(({ invariant }) => invariant)).not.toContain('span/zone-edges');
});

test('a walk that is cut is not called complete', () => {
  const told = json([...small, '--max-states', '5']);
  expect([told.complete, told.walked[0]!.cut]).toEqual([false, '5 states']);
  expect(program([...small, '--max-states', '5']).stdout).toContain('cut: 5 states');
});

test('--write keeps what the corpus does not show as fixtures that say where they come from', () => {
  // Not compared with the corpus, of which no report on this release is kept.
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'found'));
  const told = program([...small, '--base', 'linux@6.1', '--write', 'found', '--format', 'json'], { cwd });
  const { faults } = JSON.parse(told.stdout) as Told;
  const files = readdirSync(join(cwd, 'found'));
  expect(files).toHaveLength(faults.length);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const text = readFileSync(join(cwd, 'found', file), 'utf8');
    expect(text).toContain('Found by explore');
    expect(readFixture(text, `found/${file}`, file, machines).problems).toEqual([]);
  }
});

test('--resume does not walk again what was walked to its end', () => {
  const cwd = temporaryFolder();
  const env = { XDG_CACHE_HOME: join(cwd, 'cache') };
  const lines = ['--progress', 'lines', '--format', 'json'];
  const first = program([...small, ...lines], { cwd, env });
  const again = program([...small, ...lines, '--resume'], { cwd, env });
  expect(first.stderr).toContain('transitions');
  expect(again.stderr).not.toContain('transitions');
  expect(again.stdout).toBe(first.stdout);
});

test('the parts of --shard are all of it', () => {
  const all = [
    'explore',
    '--blocks',
    '1',
    '--machine',
    '{x86-64-128M,s390-256M}',
    '--design',
    'oscar@v5',
    '--design',
    'david@v10',
  ];
  const names = (told: Told): string[] => told.walked.map(({ design, machine }) => `${design} ${machine}`);
  const parts = ['1/3', '2/3', '3/3'].flatMap((shard) => names(json([...all, '--shard', shard])));
  expect(parts.sort()).toEqual(names(json(all)).sort());
});

describe('a design from a file', () => {
  const cwd = temporaryFolder();
  const guide = readFileSync(join(root, 'docs', 'writing-a-design.md'), 'utf8');
  const mine = /```ts\n([\s\S]*?)```/.exec(guide)![1]!;
  const args = ['explore', '--blocks', '1', '--machine', 'x86-64-128M', '--format', 'json'];

  test('is walked as the others, and alone unless others are named', () => {
    writeFileSync(join(cwd, 'mine.ts'), mine);
    const told = JSON.parse(program([...args, '--design', './mine.ts'], { cwd }).stdout) as Told;
    expect(told.walked).toMatchObject([{ design: 'mine@v1', complete: true }]);
    expect(told.states).toBeGreaterThan(5);
    expect(told.findings[0]!.replay).toMatch(/ --design \.\/mine\.ts$/);
  });

  test('that never ends is cut, and the program goes on', () => {
    writeFileSync(
      join(cwd, 'endless.ts'),
      mine.replace(/patch: \(k[^)]*\) => \(\{/, '$& memory_subsys_online: () => { for (;;); },'),
    );
    const { code, stdout } = program([...args, '--design', './endless.ts'], { cwd });
    const told = JSON.parse(stdout) as Told;
    expect([code, told.complete]).toEqual([0, false]);
    expect(told.walked[0]!.cut).toContain('no end after');
  });
});

test.each([
  ['a machine that there is none of', ['explore', '--machine', 'x86-64-129M'], 66, 'x86-64-128M'],
  ['a design that there is none of', ['explore', '--design', 'oscar@v6'], 66, 'oscar@v5'],
  ['a design from a file that is not there', ['explore', '--design', './mine.ts'], 78, './mine.ts is no design'],
  ['an alphabet that there is none of', ['explore', '--alphabet', 'greek'], 2, 'default'],
  ['no block', ['explore', '--blocks', '0'], 2, 'from 1 to 8'],
  ['an invariant that there is none of', ['explore', '--without', 'span/none'], 2, 'list invariants'],
  ['a walk with a move that there is none of', ['explain', 'x86-64-128M: add d0; jump d0'], 66, 'jump d0'],
])('%s is said so', (_what, args, code, said) => {
  const outcome = program(args);
  expect(outcome.stderr).toContain(said);
  expect(outcome.code).toBe(code);
});

test('^C keeps what was found, marked as cut, with exit code 130', async () => {
  // More than anybody waits for.
  const args = ['explore', '--blocks', '8', '--machine', 'x86-64-128M', '--design', 'oscar@v5', '--threads', '1'];
  const child = spawn(
    process.execPath,
    [join(root, 'bin', 'mhp-compare.js'), ...args, '--progress', 'lines', '--format', 'json'],
    {
      cwd: temporaryFolder(),
    },
  );
  let [stdout, stderr] = ['', ''];
  let sent = false;
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
    if (!sent && stderr.includes('transitions')) sent = child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).toContain('telling what was found so far');
  const told = JSON.parse(stdout) as Told;
  expect(told.complete).toBe(false);
  expect(told.walked[0]!.cut).toBe('interrupted');
  expect(told.states).toBeGreaterThan(1);
  expect(code).toBe(130);
}, 120_000);
