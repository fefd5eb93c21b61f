import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderPretty } from '../../harness/render/pretty/pretty.ts';
import { differingModel, type FakeModel, sampleDesign, sampleReport, sampleRun } from '../sample_report.ts';

const plain = { color: false, columns: 100, all: false };

test('the matrix shows verdict, worst consequence and unconfirmed evidence', async () => {
  const text = renderPretty(analyse(await sampleReport(differingModel)), plain);
  expect(text).toMatch(/span\/one +✔ ok +✖ oops° +✔ ok\n +crash\n/);
});

test('the fixture with the worst consequence comes first', async () => {
  const report = await sampleReport(differingModel, ['span/two', 'span/one']);
  const text = renderPretty(analyse(report), plain);
  const matrix = text.slice(text.indexOf('Where they differ'));
  expect(matrix.indexOf('span/one')).toBeLessThan(matrix.indexOf('span/two'));
});

test('a row on which all verdicts are alike is counted, and shown with --all', async () => {
  const model: FakeModel = (fixture, design) =>
    fixture.id === 'quiet/row' ? sampleRun(fixture.id, design) : differingModel(fixture, design);
  const report = await sampleReport(model, ['span/one', 'quiet/row']);
  expect(renderPretty(analyse(report), plain)).toContain('On 1 more every design gets the same verdict (all ok)');
  expect(renderPretty(analyse(report), { ...plain, all: true })).toMatch(/quiet\/row +✔ ok/);
});

test('every failure ends with the command that shows it again', async () => {
  const text = renderPretty(analyse(await sampleReport(differingModel)), plain);
  expect(text).toContain('$ mhp-compare compare --fixture span/one --design oscar@v5');
});

test('the first divergence names step, field, key and the values of the classes', async () => {
  const text = renderPretty(analyse(await sampleReport(differingModel)), plain);
  expect(text).toContain('unpatched = david@v10 != oscar@v5');
  expect(text.replace(/\s+/g, ' ')).toContain('step 2 online_movable d0: zone.present 0:Movable is 32768 | 40000');
});

test('no line is longer than the terminal, with three designs and with sixteen', async () => {
  const many = Array.from({ length: 16 }, (_, index) =>
    sampleDesign(index === 0 ? 'unpatched' : `michal@pfn-block-${index}`),
  );
  for (const designs of [undefined, many]) {
    const text = renderPretty(analyse(await sampleReport(differingModel, undefined, designs)), plain);
    const tooLong = text.split('\n').filter((line) => line.length > 100 && !line.includes('$ '));
    expect(tooLong).toEqual([]);
  }
});

test('colour adds escapes and nothing else', async () => {
  const report = await sampleReport(differingModel);
  const colored = renderPretty(analyse(report), { ...plain, color: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is taken out
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderPretty(analyse(report), plain));
  expect(colored).toContain('\u001b[');
});

test('designs that never differ are said to be the same', async () => {
  const report = await sampleReport((fixture, design) => sampleRun(fixture.id, design));
  const text = renderPretty(analyse(report), plain);
  expect(text).toContain(
    'On all 2 fixtures every design gets the same verdict (all ok); nothing observed differs either',
  );
  expect(text).toContain('The designs do the same work in every operation.');
});
