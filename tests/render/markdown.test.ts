import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderMarkdown } from '../../harness/render/markdown.ts';
import { differingModel, sampleDesign, sampleReport } from '../sample_report.ts';

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
