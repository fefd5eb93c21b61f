import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderGithub, summaryWithin } from '../../harness/render/github.ts';
import { sampleFault } from '../sample_fault.ts';
import { differingModel, type FakeModel, sampleReport } from '../sample_report.ts';
import { hostileReport } from './hostile.ts';

const report = await sampleReport(differingModel);

test('an annotation points at the line of the step in the fixture', () => {
  const [first] = renderGithub(analyse(report)).annotations.split('\n');
  expect(first).toBe(
    '::error file=fixtures/scenarios/span/one.yaml,line=5,title=oscar@v5%3A crash%3A oops' +
      '::step 2 online_movable d0: VM_BUG_ON in set_pageblock_migratetype' +
      '%0Anpx mhp-compare compare --fixture span/one --design oscar@v5',
  );
});

test('the summary begins below the headings of the page it is shown on, with the verdict', () => {
  const { summary } = renderGithub(analyse(report));
  expect(summary).toMatch(/^## 3 designs on linux@5\.12/);
  expect(summary.indexOf('Feature off')).toBeLessThan(summary.indexOf('Where they differ'));
});

test.each([100_000, 3000, 1200, 700])('a summary stays below %d bytes and keeps the verdict', (bytes) => {
  const summary = summaryWithin(analyse(report), bytes);
  expect(Buffer.byteLength(summary)).toBeLessThan(bytes);
  expect(summary).toContain('Feature off');
});

test('a summary that had to be cut says so', () => {
  expect(summaryWithin(analyse(report), 700)).toContain('left out');
  expect(summaryWithin(analyse(report), 100_000)).not.toContain('left out');
});

test('what a fixture or a design says cannot begin a workflow command', async () => {
  const { annotations } = renderGithub(analyse(await hostileReport()));
  for (const line of annotations.trimEnd().split('\n')) expect(line).toMatch(/^::(error|notice)[ :]/);
});

const fault = sampleFault('oscar/f/one');

test('with a baseline only what is new or worse is annotated', () => {
  const known = { ...report, faults: [fault] };
  expect(renderGithub(analyse(known, known)).annotations).toBe('');
  expect(renderGithub(analyse(known, { ...report, faults: [] })).annotations).toBe(
    '::error file=fixtures/scenarios/span/two.yaml,line=4,title=oscar@v5%3A new%3A oscar/f/one' +
      '::new: oscar@v5: wrong number to user space: Title of oscar/f/one [oscar/f/one]' +
      '%0Anpx mhp-compare explain oscar/f/one\n',
  );
});

test('the summary says first what changed', () => {
  const { summary } = renderGithub(analyse({ ...report, faults: [fault] }, { ...report, faults: [] }));
  expect(summary.split('\n')[2]).toBe('**1 new fault, none worse, none mended since the baseline.**');
});

test('what goes beyond a screen is folded, and the fold is closed', async () => {
  const ids = Array.from({ length: 60 }, (_, at) => `span/f${at}`);
  const model: FakeModel = (fixture, design) => ({
    ...differingModel({ ...fixture, id: 'span/one' }, design),
    fixture: fixture.id,
  });
  const { summary } = renderGithub(analyse(await sampleReport(model, ids)));
  expect(summary.split('<details>')[0]!.split('\n').length).toBeLessThan(45);
  expect(summary.trimEnd()).toMatch(/<\/details>$/);
  const cut = summaryWithin(analyse(await sampleReport(model, ids)), 4000);
  expect(cut.match(/<details>/g)?.length).toBe(cut.match(/<\/details>/g)?.length);
});
