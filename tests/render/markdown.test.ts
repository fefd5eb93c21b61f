import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderMarkdown } from '../../harness/render/markdown.ts';
import { faultIn } from '../fault_in.ts';
import { differingModel, type FakeModel, sampleDesign, sampleReport, violatingModel } from '../sample_report.ts';

test('the matrix is a table with a cell per design', async () => {
  const text = renderMarkdown(analyse(await sampleReport(differingModel)), { all: false });
  expect(text).toContain('| span/one | ✔ ok | ✖ oops: crash° | ✔ ok |');
});

test('a title with markup and control characters stays text', async () => {
  const report = await sampleReport(
    differingModel,
    ['span/one'],
    [sampleDesign('unpatched'), sampleDesign('oscar@v5'), sampleDesign('<script>|\n\u0007')],
  );
  const text = renderMarkdown(analyse(report), { all: true });
  expect(text).not.toMatch(/(?<!\\)<script/);
  expect(text).not.toContain('\u0007');
});

test('what was left out is said', async () => {
  const report = await sampleReport(differingModel, undefined, undefined, {}, { without: ['span/one'], shard: '1/2' });
  const text = renderMarkdown(analyse(report), { all: false });
  expect(text).toContain('only part 1/2 of the corpus\nwithout the invariants span/one');
});

test('of many fixtures in which the same goes wrong the first five are named and the others counted', async () => {
  const ids = Array.from({ length: 7 }, (_, at) => `span/n${at}`);
  const broken = { 'oscar@v5': Object.fromEntries(ids.map((id) => [id, ['crash' as const]])) };
  const text = renderMarkdown(analyse(await sampleReport(violatingModel(broken), ids)), { all: true });
  const [, findings = ''] = text.split('## What goes wrong');
  expect(findings.split('\n## ')[0]).toContain('`span/n4` and 2 more\n');
});

test('of many fixtures on which designs part alike the first five are told and the others counted', async () => {
  const ids = Array.from({ length: 7 }, (_, at) => `span/n${at}`);
  const model: FakeModel = (fixture, design) => differingModel({ ...fixture, id: 'span/two' }, design);
  const report = await sampleReport((fixture, design) => ({ ...model(fixture, design), fixture: fixture.id }), ids);
  const [, classes = ''] = renderMarkdown(analyse(report), { all: true }).split('## Classes of equal behaviour');
  expect(classes.match(/^ {2}- /gm)).toHaveLength(6);
  expect(classes).toContain('  - and 2 more\n');
});

test('the table of faults has a column per design, the reference last', async () => {
  const faults = [faultIn('f', ['oscar@v5'], 'crash', ['failure'])];
  const text = renderMarkdown(analyse({ ...(await sampleReport(differingModel)), faults }), { all: false });
  expect(text).toContain(
    '| crash, only after an injected failure | f() does what it must not (x/f/what) | · | ● | · | 1 |',
  );
  expect(text).toContain('| david@v10 | oscar@v5 | unpatched |');
});
