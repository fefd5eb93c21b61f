import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderPretty } from '../../harness/render/pretty/pretty.ts';
import { faultIn } from '../fault_in.ts';
import { differingModel, sampleDesign, sampleReport, sampleRun } from '../sample_report.ts';

const plain = { color: false, columns: 100, all: true };

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

test('every failure ends with the command that shows it again', async () => {
  const text = renderPretty(analyse(await sampleReport(differingModel)), plain);
  expect(text).toContain('$ npx mhp-compare compare --fixture span/one --design oscar@v5');
});

test('the first divergence names step, field, key and the values of the classes', async () => {
  const text = renderPretty(analyse(await sampleReport(differingModel)), plain);
  expect(text).toContain('oscar@v5 != david@v10');
  expect(text.replace(/\s+/g, ' ')).toContain('step 2 online_movable d0: zone.present 0:Movable is 40000 | 32768');
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

test('designs that never differ have no work to tell apart', async () => {
  const report = await sampleReport((fixture, design) => sampleRun(fixture.id, design));
  expect(renderPretty(analyse(report), { ...plain, all: false })).not.toContain('Counted work');
});

const screen = { ...plain, all: false };
const ids = ['unpatched', 'oscar@v5', 'michal@pfn-block', 'michal@mark-section-online', 'david@v10'];
const manyFaults = async (count: number) => {
  const report = await sampleReport(
    differingModel,
    undefined,
    ids.map((id) => sampleDesign(id)),
  );
  const faults = Array.from({ length: count }, (_, at) =>
    faultIn(`mhp_deinit_memmap_on_memory_${at}`, [ids[1 + (at % 4)]!], at % 3 === 0 ? 'crash' : 'hygiene'),
  );
  return analyse({ ...report, faults });
};

test('the first screen has at most 45 lines of 100 columns, however many faults there are', async () => {
  for (const count of [0, 5, 16, 60]) {
    const lines = renderPretty(await manyFaults(count), screen)
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeLessThanOrEqual(45);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  }
});

test('faults that do not fit are counted by class, and all are there with --all', async () => {
  const analysis = await manyFaults(60);
  expect(renderPretty(analysis, screen)).toMatch(/ {2}\d+ more of class hygiene: --all/);
  expect(renderPretty(analysis, plain).match(/mhp_deinit_memmap_on_memory_\d+\(\)/g)?.length).toBeGreaterThanOrEqual(
    60,
  );
});

test('a design that has a fault is marked in its column, one that has not is marked otherwise', async () => {
  const report = await sampleReport(differingModel);
  const analysis = analyse({ ...report, faults: [faultIn('f', ['oscar@v5'], 'crash')] });
  // By place: david@v10 has nothing against it, the reference stands last.
  expect(renderPretty(analysis, screen)).toMatch(/f\(\) does what it must not +· {2}● {2}· +plain +1\n/);
  expect(renderPretty(analysis, screen)).toMatch(/faults +0 {2}1 {2}0\n/);
});

test('the answer comes before the faults, and what to type next last', async () => {
  const text = renderPretty(await manyFaults(5), screen);
  const places = ['Take ', 'Feature off: ', 'takes', '$ npx mhp-compare explain x/', '$ npx mhp-compare compare --all'];
  const found = places.map((part) => text.indexOf(part));
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(found).not.toContain(-1);
});
