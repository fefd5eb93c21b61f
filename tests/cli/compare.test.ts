import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

test('two runs print the same bytes', () => {
  expect(program(['compare', '--no-cache', '--format', 'json']).stdout).toBe(whole.stdout);
});

test('a report computed before is the report computed now', () => {
  program(['compare', '--quiet']);
  expect(program(['compare', '--format', 'json']).stdout).toBe(whole.stdout);
});

test('no colour and no progress in a pipe', () => {
  const { stdout, stderr } = program(['compare']);
  expect(stdout).not.toContain('\u001b');
  expect(stderr).toBe('');
});

test('compare alone writes no file', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'compare-'));
  program(['compare'], { cwd });
  expect(readdirSync(cwd)).toEqual([]);
});

test('--out writes a file per format, and a report rendered again is the same', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'compare-'));
  program(['compare', '--out', 'reports', '--quiet'], { cwd });
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
  const cwd = mkdtempSync(join(tmpdir(), 'compare-'));
  const direct = program(['compare', '--out', '.', '--quiet'], { cwd });
  expect(program(['report', 'report.jsonl'], { cwd }).stdout).toBe(direct.stdout);
});

test('the shards together are the corpus', () => {
  const shards = ['1/2', '2/2'].map((shard) =>
    JSON.parse(program(['compare', '--format', 'json', '--shard', shard]).stdout),
  );
  const ids = (report: typeof document): string[] =>
    report.results.map((result: { fixture: string }) => result.fixture);
  expect(shards.flatMap(ids).sort()).toEqual(ids(document).sort());
});

test('a report does not differ from itself as a baseline', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'compare-'));
  program(['compare', '--out', '.', '--quiet'], { cwd });
  const { code, stderr } = program(['compare', '--baseline', 'report.jsonl', '--fail-on', 'changed'], { cwd });
  expect(stderr).toContain('no verdict changed');
  expect(code).toBe(0);
});

test('the gate for violations fails with 1 exactly when a verdict is not ok', () => {
  const bad = document.results.some((result: { verdict: string }) => result.verdict !== 'ok');
  expect(program(['compare', '--fail-on', 'violations']).code).toBe(bad ? 1 : 0);
});

test('the replay command of a failure shows its verdict again', () => {
  const bad = document.results.find((result: { verdict: string }) => result.verdict !== 'ok');
  expect(bad).toBeDefined();
  const [npm, run, script, dashes, ...args] = bad.replay.split(' ');
  expect([npm, run, script, dashes]).toEqual(['npm', 'run', 'mhp-compare', '--']);
  const { verdicts } = JSON.parse(program([...args, '--format', 'json']).stdout);
  expect(verdicts[bad.design]).toBe(bad.verdict);
});

test('a reader that goes away is no error', () => {
  const command = `"${process.execPath}" bin/mhp-compare.js compare --all --format json | head -c 10; exit \${PIPESTATUS[0]}`;
  const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
