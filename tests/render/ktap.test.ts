import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderKtap } from '../../harness/render/ktap.ts';
import { differingModel, sampleReport } from '../sample_report.ts';
import { hostileReport } from './hostile.ts';
import { parseKtap } from './ktap_parser.ts';

const text = renderKtap(analyse(await sampleReport(differingModel)));
const tests = parseKtap(text);

test('a design is a test, a fixture a subtest', () => {
  expect(tests.map(({ name, ok, subtests }) => [name, ok, subtests.length])).toEqual([
    ['unpatched', true, 2],
    ['oscar@v5', false, 2],
    ['david@v10', true, 2],
  ]);
});

test('what goes wrong stands before the result, with the command that shows it', () => {
  const { diagnostics } = tests[1]!.subtests[1]!;
  expect(diagnostics.join('\n')).toContain('present 40000 exceeds spanned 32768');
  expect(diagnostics.at(-1)).toBe('$ mhp-compare compare --fixture span/two --design oscar@v5');
});

test('a hostile report is valid, and its result is not skipped', async () => {
  const [, evil] = parseKtap(renderKtap(analyse(await hostileReport())));
  expect(evil!.subtests.map(({ ok, directive }) => [ok, directive])).toEqual([
    [false, ''],
    [false, 'ERROR'],
  ]);
});

test.each([
  ['a missing result', (lines: string[]) => lines.filter((line) => !line.startsWith('  ok 1'))],
  ['a wrong plan', (lines: string[]) => lines.map((line) => line.replace('1..3', '1..2'))],
  ['a stray line', (lines: string[]) => [...lines.slice(0, 5), 'stray', ...lines.slice(5)]],
])('the parser of this test refuses %s', (_, spoil) => {
  expect(() => parseKtap(`${spoil(text.trimEnd().split('\n')).join('\n')}\n`)).toThrow();
});
