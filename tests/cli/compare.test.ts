import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary_folder.ts';
import { program, root } from './program.ts';

const whole = program(['compare', '--no-cache', '--format', 'json']);
const document = JSON.parse(whole.stdout);

test('the corpus runs on the default designs', () => {
  expect(whole.code).toBe(0);
  expect(document.results).toHaveLength(document.corpus.fixtures * document.designs.length);
  expect(document.designs.length).toBeGreaterThanOrEqual(3);
});

test('the designs do not all behave alike', () => {
  expect(document.summary.differing).toBeGreaterThan(0);
});

/** Reports are too long to be shown where they differ. */
const sameText = (a: string, b: string): boolean => a === b;

/** Enough to tell reports apart, and quick. */
const part = ['--fixture', 'veto/*', '--fixture', 'feature-off/*'];
const partly = (...args: string[]) => program(['compare', ...part, ...args]);

test('two runs print the same bytes', () => {
  expect(
    sameText(partly('--no-cache', '--format', 'json').stdout, partly('--no-cache', '--format', 'json').stdout),
  ).toBe(true);
});

test('on several threads the report is the one of a single thread', () => {
  const single = partly('--no-cache', '--format', 'jsonl', '--threads', '1');
  expect(sameText(partly('--no-cache', '--format', 'jsonl', '--threads', '3').stdout, single.stdout)).toBe(true);
});

test('a report computed before is the report computed now', () => {
  const now = partly('--no-cache', '--format', 'json');
  partly('--quiet');
  expect(sameText(partly('--format', 'json').stdout, now.stdout)).toBe(true);
});

test('what was computed for files is what a terminal is shown', () => {
  const cwd = temporaryFolder();
  const now = partly('--no-cache');
  program(['compare', ...part, '--out', '.', '--quiet'], { cwd });
  expect(sameText(partly().stdout, now.stdout)).toBe(true);
});

test('no colour and no progress in a pipe', () => {
  const { stdout, stderr } = partly();
  expect(stdout).not.toContain('\u001b');
  expect(stderr).toBe('');
});

test('compare alone writes no file', () => {
  const cwd = temporaryFolder();
  program(['compare', ...part], { cwd });
  expect(readdirSync(cwd)).toEqual([]);
});

test('--out writes a file per format, and a report rendered again is the same', () => {
  const cwd = temporaryFolder();
  program(['compare', ...part, '--out', 'reports', '--quiet'], { cwd });
  expect(readdirSync(join(cwd, 'reports')).sort()).toEqual([
    'report.html',
    'report.json',
    'report.jsonl',
    'report.junit.xml',
    'report.ktap',
    'report.md',
  ]);
  const again = program(['report', 'reports/report.jsonl', '--format', 'json'], { cwd });
  expect(again.stdout).toBe(readFileSync(join(cwd, 'reports', 'report.json'), 'utf8'));
});

test('a report is the same whether compare renders it or report does', () => {
  const cwd = temporaryFolder();
  const direct = program(['compare', ...part, '--out', '.', '--quiet'], { cwd });
  expect(sameText(program(['report', 'report.jsonl'], { cwd }).stdout, direct.stdout)).toBe(true);
  const page = program(['report', 'report.jsonl', '--format', 'html'], { cwd }).stdout;
  expect(page === readFileSync(join(cwd, 'report.html'), 'utf8')).toBe(true);
});

test('the shards together are the corpus', () => {
  const shards = ['1/2', '2/2'].map((shard) => JSON.parse(partly('--format', 'json', '--shard', shard).stdout));
  const all = JSON.parse(partly('--format', 'json').stdout);
  const ids = (report: typeof document): string[] =>
    report.results.map((result: { fixture: string }) => result.fixture);
  expect(shards.flatMap(ids).sort()).toEqual(ids(all).sort());
});

test('a report does not differ from itself as a baseline', () => {
  const cwd = temporaryFolder();
  program(['compare', ...part, '--out', '.', '--quiet'], { cwd });
  const { code, stderr } = program(['compare', ...part, '--baseline', 'report.jsonl', '--fail-on', 'changed'], { cwd });
  expect(stderr).toContain('no fault is new, worse or mended');
  expect(code).toBe(0);
});

test('the gate for violations fails with 1 exactly when a verdict is not ok', () => {
  const ok = document.results.find(({ verdict }: { verdict: string }) => verdict === 'ok');
  const bad = document.results.find(({ verdict }: { verdict: string }) => verdict !== 'ok');
  const gate = ({ fixture, design }: { fixture: string; design: string }) =>
    program(['compare', '--fixture', fixture, '--design', design, '--fail-on', 'violations']).code;
  expect([gate(ok), gate(bad)]).toEqual([0, 1]);
});

test('the replay command of a failure shows its verdict again', () => {
  const bad = document.results.find((result: { verdict: string }) => result.verdict !== 'ok');
  expect(bad).toBeDefined();
  const [npx, name, ...args] = bad.replay.split(' ');
  expect([npx, name]).toEqual(['npx', 'mhp-compare']);
  const { verdicts } = JSON.parse(program([...args, '--format', 'json']).stdout);
  expect(verdicts[bad.design]).toBe(bad.verdict);
});

test('a reader that goes away is no error', () => {
  const command = `"${process.execPath}" bin/mhp-compare.js compare --fixture 'veto/*' --all --format json | head -c 10; exit \${PIPESTATUS[0]}`;
  const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
