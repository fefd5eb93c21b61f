import { expect, test } from 'vitest';
import { buildReport } from '../../harness/compare/build_report.ts';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import { mergeReports, type NamedReport } from '../../harness/store/merge.ts';
import { differingModel, sampleDesign, sampleFixture, sampleHeader } from '../sample_report.ts';

const designs = ['unpatched', 'oscar@v5', 'david@v10'].map((id) => sampleDesign(id));
const fixtures = ['span/one', 'span/two', 'a/three', 'a/four', 'b/five'].map((id) => sampleFixture(id));
const run = (which: typeof fixtures, shard?: string) =>
  buildReport({ ...sampleHeader(designs, which.length), ...(shard ? { shard } : {}) }, which, differingModel, {
    observations: true,
  });

const shards = async (count: number): Promise<NamedReport[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => ({
      name: `${at + 1}.jsonl`,
      report: await run(
        fixtures.filter((__, position) => position % count === at),
        `${at + 1}/${count}`,
      ),
    })),
  );

test.each([1, 2, 3, 5])('%d shards in any order make the report of the whole corpus, byte for byte', async (count) => {
  const whole = renderJsonl(await run(fixtures));
  expect(renderJsonl(mergeReports((await shards(count)).reverse()))).toBe(whole);
});

test('a missing part is named', async () => {
  const [first, , third] = await shards(3);
  expect(() => mergeReports([first!, third!])).toThrow('part 2/3 is missing');
});

test('a part that is there twice is named', async () => {
  const [first, second] = await shards(2);
  expect(() => mergeReports([first!, second!, { ...second!, name: 'again.jsonl' }])).toThrow(
    'again.jsonl and 2.jsonl are both part 2/2',
  );
});

test('parts of another number of parts are refused', async () => {
  const [first] = await shards(2);
  const [, other] = await shards(3);
  expect(() => mergeReports([first!, other!])).toThrow('2.jsonl is part 2 of 3, the others are of 2');
});

test('a part of another corpus or of another run is refused', async () => {
  const [first, second] = await shards(2);
  const header = second!.report.header;
  const changed = (changes: object): NamedReport => ({
    ...second!,
    report: { ...second!.report, header: { ...header, ...changes } },
  });
  expect(() => mergeReports([first!, changed({ corpus: { hash: 'other', fixtures: 2 } })])).toThrow('corpus other');
  expect(() => mergeReports([first!, changed({ base: 'linux@6.1' })])).toThrow('headers differ in base');
});

test('a report of a whole corpus is no part of one', async () => {
  const whole = { name: 'whole.jsonl', report: await run(fixtures) };
  expect(() => mergeReports([whole])).toThrow('whole.jsonl is no part of a corpus');
});

test('nothing makes no report', () => {
  expect(() => mergeReports([])).toThrow('there is nothing to merge');
});

test('several missing parts are all named', async () => {
  const [, second] = await shards(4);
  expect(() => mergeReports([second!])).toThrow('part 1/4, 3/4, 4/4 is missing');
});

test('more than nine parts are told apart, and put in the order of their numbers', async () => {
  const many = Array.from({ length: 11 }, (_, at) => sampleFixture(`f/${at}`));
  const parts = await Promise.all(
    many.map(async (fixture, at) => ({ name: `${at + 1}.jsonl`, report: await run([fixture], `${at + 1}/11`) })),
  );
  expect(mergeReports(parts.reverse()).fixtures).toEqual((await run(many)).fixtures);
});

test.each(['x1/2', '1/2x', '1-2', ''])('a report of the shard %j is no part', async (shard) => {
  const [part] = await shards(2);
  const report = { ...part!.report, header: { ...part!.report.header, shard } };
  expect(() => mergeReports([{ ...part!, report }])).toThrow('is no part of a corpus');
});

test('runs with the feature off that differ are summed over the parts', async () => {
  const [first, second] = await shards(2);
  first!.report.featureOff.different = 2;
  second!.report.featureOff.different = 3;
  expect(mergeReports([first!, second!]).featureOff.different).toBe(5);
});

test('parts without traces make a report without', async () => {
  const parts = (await shards(2)).map(({ name, report: { traces: _, ...report } }) => ({ name, report }));
  expect(mergeReports(parts)).not.toHaveProperty('traces');
});
