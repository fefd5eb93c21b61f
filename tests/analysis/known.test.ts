import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { sampleFault } from '../sample_fault.ts';
import { differingModel, sampleReport, sampleRun } from '../sample_report.ts';

const bad = await sampleReport(differingModel);
const good = await sampleReport(({ id }, design) => sampleRun(id, design));
const fault = sampleFault('oscar/f/known');
const isWrong = ({ fixture, design }: { fixture: string; design: string }) =>
  fixture === 'span/two' && design === 'oscar@v5';
const [result] = bad.results.filter(isWrong);

test('without an older report nothing is known', () => {
  expect(analyse({ ...bad, faults: [fault] }).known(result!)).toEqual({
    faults: [fault.id],
    fresh: [],
    isKnown: false,
    text: '',
  });
});

test('what a known fault explains is known, also where it was not seen before', () => {
  const { known } = analyse({ ...bad, faults: [fault] }, { ...good, faults: [fault] });
  expect(known(result!)).toEqual({ faults: [fault.id], fresh: [], isKnown: true, text: 'known: oscar/f/known' });
});

test('what a new fault explains is not', () => {
  const { known } = analyse({ ...bad, faults: [fault] }, { ...good, faults: [] });
  expect(known(result!)).toEqual({ faults: [fault.id], fresh: [fault.id], isKnown: false, text: '' });
});

test('what no fault explains is known where it was as bad on the same fixture', () => {
  expect(analyse({ ...bad, faults: [] }, { ...bad, faults: [] }).known(result!).isKnown).toBe(true);
  expect(analyse({ ...bad, faults: [] }, { ...good, faults: [] }).known(result!).isKnown).toBe(false);
});
