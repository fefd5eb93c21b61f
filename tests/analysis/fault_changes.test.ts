import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { faultChangesTitle } from '../../harness/analysis/fault_changes.ts';
import { renderBaseline } from '../../harness/store/baseline.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import type { Fault } from '../../harness/types/fault.ts';
import type { Report } from '../../harness/types/report.ts';
import { sampleFault } from '../sample_fault.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const plain = await sampleReport(differingModel);
const withFaults = (faults: Fault[], report: Report = plain): Report => ({ ...report, faults });
const changes = (old: Fault[], now: Fault[]) => analyse(withFaults(now), withFaults(old)).since!.faults!;
const brief = (old: Fault[], now: Fault[]) => changes(old, now).map(({ kind, fault, design }) => [kind, fault, design]);

const known = sampleFault('oscar/f/known');

test('a fault that was there is no change, in whatever fixtures it is seen', () => {
  const elsewhere = sampleFault('oscar/f/known', {
    on: [
      ['span/one', 'oscar@v5'],
      ['span/two', 'oscar@v5'],
    ],
  });
  expect(changes([known], [elsewhere])).toEqual([]);
});

test('a fault that was not there is new, and one that is gone is mended', () => {
  const other = sampleFault('oscar/g/other');
  expect(brief([known], [other])).toEqual([
    ['new', 'oscar/g/other', 'oscar@v5'],
    ['mended', 'oscar/f/known', 'oscar@v5'],
  ]);
});

test('a known fault on another design is new there', () => {
  const both = { ...known, designs: ['oscar@v5', 'david@v10'] };
  expect(brief([known], [both])).toEqual([['new', 'oscar/f/known', 'david@v10']]);
});

test('a design that the older report does not have brings no news with a fault that another had', async () => {
  const older = await sampleReport(differingModel, undefined, plain.header.designs.slice(0, 2));
  const both = { ...known, designs: ['oscar@v5', 'david@v10'] };
  expect(analyse(withFaults([both]), withFaults([known], older)).since!.faults).toEqual([]);
});

test.each([
  ['a worse class', { class: 'crash', exposure: 'injected' }, true],
  ['less that it takes', { exposure: 'plain' }, true],
  ['more that it takes', { exposure: 'debug+injected' }, false],
  ['a milder class', { class: 'hygiene', exposure: 'plain' }, false],
] as const)('%s is worse: %j', (_, now, isWorse) => {
  const before = sampleFault('oscar/f/known', { exposure: 'debug' });
  const found = changes([before], [{ ...before, ...now }]);
  expect(found.map(({ kind }) => kind)).toEqual(isWorse ? ['worse'] : []);
});

test('a fault whose scenario was not run again is not mended', () => {
  const [first, ...rest] = plain.fixtures;
  const elsewhere = withFaults([], {
    ...plain,
    fixtures: [first!, ...rest.map((one) => ({ ...one, hash: 'edited' }))],
  });
  expect(analyse(elsewhere, withFaults([known])).since!.faults).toEqual([]);
});

test('where nobody looked for faults there is nothing to say of them', () => {
  expect(analyse(plain, withFaults([known])).since!.faults).toBeUndefined();
});

test('a baseline keeps what a later report is held against', () => {
  const kept = readJsonl(renderBaseline(withFaults([known])), 'baseline.jsonl');
  expect(analyse(withFaults([known]), kept).since!.faults).toEqual([]);
  expect(analyse(withFaults([{ ...known, class: 'crash' }]), kept).since!.faults).toMatchObject([{ kind: 'worse' }]);
  expect(renderBaseline(kept)).toBe(renderBaseline(withFaults([known])));
});

test('the title counts, one fault as one', () => {
  expect(faultChangesTitle(changes([], [known]))).toBe('1 new fault, none worse, none mended since the baseline');
  expect(faultChangesTitle([])).toBe('no fault is new, worse or mended since the baseline');
});
