import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import type { Fault } from '../../harness/types/fault.ts';
import { faultIn } from '../fault_in.ts';
import { sampleDesign, sampleReport, sampleRun, violatingModel } from '../sample_report.ts';

const designs = [
  sampleDesign('unpatched', { provenance: 'release' }),
  sampleDesign('a', { provenance: 'posted' }),
  sampleDesign('b', { provenance: 'reconstructed' }),
];
const report = await sampleReport((fixture, design) => sampleRun(fixture.id, design), ['span/one'], designs);
const recommend = (...faults: Fault[]) => analyse({ ...report, faults }).recommendation;

test('the design with the least against it is taken, with what it has', () => {
  const { take, points } = recommend(faultIn('f', ['a'], 'crash'), faultIn('g', ['b'], 'hygiene'));
  expect(take).toEqual(['b']);
  expect(points[0]).toBe('Take b (reconstructed): 1 fault: 1 hygiene.');
});

test('of the best rival it is said what sets it back, what it alone has, and what mends that', () => {
  const { points } = recommend(
    faultIn('one', ['a'], 'crash', [], { mendedBy: [{ by: 'repair:one', functions: ['one'] }] }),
    faultIn('two', ['a'], 'hygiene', ['DEBUG_VM'], {
      mendedBy: [
        { by: 'repair:two', functions: ['two'] },
        { by: 'a@next', functions: ['two'] },
      ],
    }),
    faultIn('three', ['a'], 'hygiene'),
    faultIn('both', ['a', 'b'], 'crash'),
  );
  expect(points[1]).toBe(
    'Its best rival a (posted) is behind by crash on a plain kernel and has 3 faults that b has not: 1 crash, 1 hygiene, ' +
      '1 hygiene with DEBUG_VM; a@next mends two(), repair:one one(); nothing that was tried mends three().',
  );
});

test('what decides only after an injected failure says so', () => {
  const { points } = recommend(faultIn('f', ['a'], 'crash', ['failure']));
  expect(points[1]).toContain('is behind by crash after an injected failure or direct call and has 1 fault');
});

test('designs that no fault tells apart are taken together', () => {
  const { take, points } = recommend(faultIn('f', ['a', 'b'], 'crash'));
  expect(take).toEqual(['a', 'b']);
  expect(points[0]).toContain(
    'Take a (posted) or b (reconstructed), which nothing counted tells apart: 1 fault: 1 crash',
  );
});

test('a choice that hangs on one fault says so', () => {
  const { text } = recommend(faultIn('f', ['a'], 'crash'), faultIn('g', ['b'], 'hygiene'));
  expect(text).toContain('This choice hangs on 1 of the 2 faults: without x/f/what it would be a.');
});

test('where nobody looked for faults the fixtures speak', async () => {
  const model = violatingModel({ a: { 'span/one': ['crash'] } });
  const { points } = analyse(await sampleReport(model, ['span/one'], designs)).recommendation;
  expect(points.slice(0, 2)).toEqual([
    'Take b (reconstructed): nothing wrong in 1 of 1.',
    'Its best rival is a (posted): 1 crash; nothing wrong in 0 of 1.',
  ]);
});

test('a reference alone leaves nothing to choose', async () => {
  const alone = await sampleReport((fixture, design) => sampleRun(fixture.id, design), ['span/one'], [designs[0]!]);
  expect(analyse(alone).recommendation).toMatchObject({ take: [] });
});

test('designs that gave no answer cannot be recommended', async () => {
  const threw = await sampleReport(
    (fixture, design) => sampleRun(fixture.id, design, { verdict: design === 'unpatched' ? 'ok' : 'error' }),
    ['span/one'],
    designs,
  );
  expect(analyse({ ...threw, faults: [] }).recommendation.text).toContain('none can be recommended');
});
