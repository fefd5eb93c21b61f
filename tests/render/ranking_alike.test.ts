import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { pageData } from '../../harness/render/html/page_data.ts';
import { renderJson } from '../../harness/render/json.ts';
import { renderMail } from '../../harness/render/mail.ts';
import { renderMarkdown } from '../../harness/render/markdown.ts';
import { renderPretty } from '../../harness/render/pretty/pretty.ts';
import { sampleDesign, sampleReport, violatingModel } from '../sample_report.ts';

/** Columns are in another order than places; b and c tie; nothing goes wrong with the reference, which would come first. */
const designs = ['a@v1', 'b@v1', 'c@v1', 'd@v1'].map((id) => sampleDesign(id));
const analysis = analyse(
  await sampleReport(
    violatingModel({
      'a@v1': { 'f/1': ['crash'] },
      'b@v1': { 'f/1': ['slow path'] },
      'c@v1': { 'f/2': ['slow path'] },
      'd@v1': { 'f/1': ['hygiene'] },
    }),
    ['f/1', 'f/2'],
    [sampleDesign('unpatched', { provenance: 'release' }), ...designs],
  ),
);
const ranked = [
  ['1', 'd@v1'],
  ['2', 'b@v1'],
  ['2', 'c@v1'],
  ['4', 'a@v1'],
];
const apart = ['-', 'unpatched'];

/** Place and design of every line that the pattern fits, up to a heading below the ranking. */
const placesIn = (text: string, line: RegExp, before: string): string[][] =>
  [...text.slice(0, text.indexOf(before)).matchAll(line)].map(([, place, design]) => [place!, design!]);

const json = JSON.parse(renderJson(analysis, { observations: false }));

test.each([
  [
    'pretty',
    placesIn(
      renderPretty(analysis, { color: false, columns: 100, all: true }),
      /^ *([-\d]+) {2}(\S+)/gm,
      'Which one to take',
    ),
  ],
  ['markdown', placesIn(renderMarkdown(analysis, { all: false }), /^\| (-|\d+) \| (\S+)/gm, '## Where they differ')],
  ['html', pageData(analysis).ranking.map(({ place, design }) => [place, design])],
])('%s ranks the designs by place, those that tie in one, and sets the reference apart', (_, places) => {
  expect(places).toEqual([...ranked, apart]);
});

test('mail ranks them so too, and leaves the reference out', () => {
  expect(placesIn(renderMail(analysis), /^(\d+)\. (\S+):/gm, 'Feature off')).toEqual(ranked);
});

test('json has the same order, with the reference where it would stand', () => {
  const order = (json.ranking as { design: string }[]).map(({ design }) => design);
  expect(order.filter((id) => id !== json.reference)).toEqual(ranked.map(([, design]) => design));
  expect(json.summary.sensitivity.order).toEqual([['d@v1'], ['b@v1', 'c@v1'], ['a@v1']]);
});
