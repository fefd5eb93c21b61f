import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderKtap } from '../../harness/render/ktap.ts';
import { sampleFault } from '../sample_fault.ts';
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
  expect(diagnostics.at(-1)).toBe('$ npx mhp-compare compare --fixture span/two --design oscar@v5');
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

test('what is known from the baseline is skipped by name, what is new is not ok', async () => {
  const fault = sampleFault('oscar/f/one');
  const report = await sampleReport(differingModel);
  const [none, one] = [[], [fault]].map((faults) => ({ ...report, faults }));
  const known = renderKtap(analyse(one!, one));
  expect(known).toContain('  ok 1 oscar/f/one # SKIP known: wrong number to user space, in 1 fixture\n');
  expect(known).toContain('  ok 3 span/two # SKIP known: oscar/f/one\n');
  expect(known).not.toContain('not ok');
  const fresh = renderKtap(analyse(one!, none));
  expect(fresh).toContain('  not ok 1 oscar/f/one\n');
  expect(fresh).toContain('# oscar@v5: pass:0 fail:2 skip:1 total:3\n');
});
