import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary_folder.ts';
import { type Outcome, program } from './program.ts';

let home: string;
let place: string;
beforeEach(() => {
  home = temporaryFolder();
  place = join(home, 'mhp-compare');
});
const run = (...args: string[]): Outcome => program(args, { env: { XDG_CACHE_HOME: home, NODE_COMPILE_CACHE: home } });
const compare = (): Outcome => run('compare', '--fixture', 'veto/going-online', '--quiet');
const usage = () => JSON.parse(run('cache', '--format', 'json').stdout);
const entries = (): string[] => readdirSync(join(place, 'results')).sort();

test('a second compare prints what the first did, from what was kept', () => {
  const first = compare();
  const kept = entries();
  expect(kept.length).toBeGreaterThan(0);
  const second = compare();
  expect([second.code, second.stdout]).toEqual([0, first.stdout]);
  expect(entries()).toEqual(kept);
});

test('with --no-cache no report is kept', () => {
  run('compare', '--fixture', 'veto/going-online', '--quiet', '--no-cache');
  // The fixtures that were read.
  expect(entries()).toHaveLength(1);
});

test('entries that were spoilt are ignored and replaced', () => {
  const first = compare();
  const whole = entries().map((name) => readFileSync(join(place, 'results', name)));
  for (const [at, name] of entries().entries()) writeFileSync(join(place, 'results', name), whole[at]!.subarray(0, 20));
  expect(compare().stdout).toBe(first.stdout);
  expect(entries().map((name) => readFileSync(join(place, 'results', name)))).toEqual(whole);
});

const fileInPlace = (): string => {
  writeFileSync(place, '');
  return home;
};

test.each([
  ['a relative XDG_CACHE_HOME and no home folder', () => ({ XDG_CACHE_HOME: 'here', HOME: '/nonexistent' })],
  ['a file in the place of the cache', () => ({ XDG_CACHE_HOME: fileInPlace() })],
])('compare works with %s', (_, environment) => {
  const { code, stdout, stderr } = program(['compare', '--fixture', 'veto/going-online', '--quiet'], {
    env: environment(),
  });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('5 designs on linux@5.12, 1 fixtures');
});

test('cache tells its place and what is in it, by folder', () => {
  compare();
  mkdirSync(join(place, 'kernels', 'linux', 'boot'), { recursive: true });
  writeFileSync(join(place, 'kernels', 'linux', 'boot', 'vmlinuz'), 'x'.repeat(3 << 20));
  const { folders, ...rest } = usage();
  expect(rest).toEqual({ place, bound: 64 * 1024 * 1024 });
  const of = (wanted: string) => folders.find(({ name }: { name: string }) => name === wanted);
  expect(of('kernels')).toMatchObject({ files: 1, bytes: 3 << 20 });
  expect(of('results')).toMatchObject({ files: entries().length });
  const { stdout } = run('cache');
  expect(stdout).toContain(`${place}\n`);
  expect(stdout).toMatch(/kernels +3\.0 MiB in 1 files/);
});

test('--clear removes the results and leaves kernels, --clear all removes both', () => {
  compare();
  mkdirSync(join(place, 'kernels', 'linux'), { recursive: true });
  writeFileSync(join(place, 'kernels', 'linux', 'vmlinuz'), 'x');
  expect(run('cache', '--clear').code).toBe(0);
  expect(readdirSync(place)).toEqual(['kernels']);
  expect(run('cache', '--clear', 'all').code).toBe(0);
  expect(usage().folders).toEqual([]);
});
