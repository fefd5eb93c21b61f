import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import type { ConsequenceClass, Need } from '../../harness/types/result.ts';
import { type FakeModel, sampleDesign, sampleReport, sampleRun, sampleStep, violatingModel } from '../sample_report.ts';

const designs = [
  sampleDesign('unpatched', { provenance: 'release', family: 'unpatched' }),
  sampleDesign('a', { family: 'a' }),
  sampleDesign('b', { family: 'b', provenance: 'reconstructed' }),
];
const recommend = async (broken: Parameters<typeof violatingModel>[0]) =>
  analyse(await sampleReport(violatingModel(broken), ['f/1', 'f/2'], designs)).recommendation;

test('the design that holds up best is taken, against the class that sets the next one back', async () => {
  const { take, text } = await recommend({ a: { 'f/1': ['data loss'] }, b: { 'f/1': ['hygiene'] } });
  expect(take).toEqual(['b']);
  expect(text).toContain('Take b (reconstructed): 1 hygiene; nothing wrong in 1 of 2');
  expect(text).toContain('Of its own a goes wrong by data loss on 1 fixture against 0 (no/data loss in f/1).');
});

test('a count that rests on debug options says what is left of it without', async () => {
  const broken = violatingModel({ a: { 'f/1': ['crash'], 'f/2': ['crash'] } });
  const model: FakeModel = (fixture, design) => {
    const run = broken(fixture, design);
    const needs = fixture.id === 'f/1' ? { needs: ['DEBUG_VM' as const] } : {};
    return { ...run, violations: run.violations.map((each) => ({ ...each, ...needs })) };
  };
  const { text } = analyse(await sampleReport(model, ['f/1', 'f/2'], designs)).recommendation;
  expect(text).toContain(
    'a goes wrong by crash on 2 fixtures against 0, 1 against 0 without a debug option, an injected failure or a direct call (no/crash in f/2).',
  );
});

test('designs that nothing tells apart are both named', async () => {
  const { take, text } = await recommend({});
  expect(take).toEqual(['a', 'b']);
  expect(text).toContain('Take a (posted) or b (reconstructed), which nothing counted tells apart');
});

test('a choice that hangs on one invariant says so', async () => {
  expect((await recommend({ a: { 'f/1': ['crash'] }, b: { 'f/1': ['hygiene'] } })).text).toContain(
    'This choice hangs on one invariant: without no/crash it would be a.',
  );
});

test('another reading that holds up better is not kept back', async () => {
  const revisions = [{ id: 'a@next', title: '', provenance: 'repaired' as const, family: 'a' }];
  const model = violatingModel({ a: { 'f/1': ['crash'] }, b: { 'f/1': ['crash'] } });
  const { text } = analyse(await sampleReport(model, ['f/1', 'f/2'], designs, {}, { revisions })).recommendation;
  expect(text).toContain("Better still holds up a@next (repaired), a reading of a's idea that is not shown");
});

test('without an answer from any design none is recommended', async () => {
  const report = await sampleReport(
    (fixture, design) => sampleRun(fixture.id, design, { verdict: design === 'unpatched' ? 'ok' : 'timeout' }),
    ['f/1'],
    designs,
  );
  expect(analyse(report).recommendation.take).toEqual([]);
});

test('the reference alone leaves nothing to choose', async () => {
  const report = await sampleReport(violatingModel({}), ['f/1'], [designs[0]!]);
  expect(analyse(report).recommendation).toMatchObject({ take: [] });
});

/** What goes wrong by design: class, place, and where it shows. */
type Wrong = Record<string, { class: ConsequenceClass; where?: string; needs?: Need[]; only?: string }[]>;
const modelOf =
  (wrong: Wrong): FakeModel =>
  ({ id, machine }, design) => {
    const off = machine.config.memmap_on_memory === 'off';
    const violations = (off ? [] : (wrong[design] ?? []))
      .filter(({ only = id }) => only === id)
      .map(({ class: name, where = 'here', only: _, ...rest }) => ({
        invariant: `no/${name}`,
        class: name,
        step: 0,
        message: '',
        where,
        claims: [],
        ...rest,
      }));
    return sampleRun(id, design, { verdict: violations.length > 0 ? 'violates' : 'ok', violations });
  };
const textOf = async (wrong: Wrong, header = {}, ids = ['f/1']) =>
  analyse(await sampleReport(modelOf(wrong), ids, designs, {}, header)).recommendation.text;

test('what goes wrong alike in both is told once and decides nothing', async () => {
  const alike = { class: 'crash' as const, only: 'f/1' };
  const own = { class: 'slow path' as const, only: 'f/2' };
  const text = await textOf({ a: [alike, own], b: [alike] }, {}, ['f/1', 'f/2']);
  expect(text).toContain('Take b');
  expect(text).toContain('Of its own a goes wrong by slow path on 1 fixture against 0');
  expect(text).toContain('1 fixture goes wrong alike in b and a, which decides nothing (no/crash in f/1).');
});

test('the same invariant at another place is a fault of its own', async () => {
  const text = await textOf({
    a: [{ class: 'crash', where: 'of a' }, { class: 'hygiene' }],
    b: [{ class: 'crash', where: 'of b' }],
  });
  expect(text).not.toContain('alike');
});

test('a class that decides only with a debug option says so, and what decides without', async () => {
  const text = await textOf({
    a: [
      { class: 'crash', needs: ['DEBUG_VM'] },
      { class: 'hygiene', where: 'of a' },
    ],
    b: [],
  });
  expect(text).toContain(
    'by crash on 1 fixture against 0, none of them without a debug option, an injected failure or a direct call (no/crash in f/1); without, hygiene decides, on 1 fixture against 0.',
  );
});

test('each repair of the design behind says how much of it is one cause', async () => {
  const mended = (name: string) => ({
    id: `a+repair:${name}`,
    title: '',
    provenance: 'repaired' as const,
    family: 'a',
    mended: { of: 'a', mends: [{ id: `repair:${name}`, title: `mends ${name}` }], functions: ['online_pages'] },
  });
  const text = await textOf(
    { a: [{ class: 'crash' }], 'a+repair:half': [{ class: 'hygiene' }], 'a+repair:all': [] },
    { revisions: [mended('half'), mended('all')] },
  );
  expect(text).toContain(
    'Of its 1 faulty fixtures repair:all alone clears 1 (mends all), repair:half eases 1 (mends half).',
  );
});

test('work done without the lock is not saved: what belongs under it is summed wherever it is done', async () => {
  const under: Record<string, [number, number]> = { unpatched: [100, 0], a: [60, 40], b: [100, 0] };
  const model: FakeModel = ({ id }, design) => {
    const [held, not] = under[design]!;
    const counters = {
      'work under mem_hotplug_lock': held,
      ...(not > 0 ? { 'work without mem_hotplug_lock': not } : {}),
    };
    const violations = design === 'a' ? [{ ...place, invariant: 'x', class: 'hygiene' as const }] : [];
    const verdict = violations.length > 0 ? ('violates' as const) : ('ok' as const);
    return sampleRun(id, design, { steps: [sampleStep('add d0', 0, { counters })], verdict, violations });
  };
  const place = { step: 0, message: '', where: '', claims: [] };
  expect(analyse(await sampleReport(model, ['f/1'], designs)).recommendation.text).toContain(
    'Of the work that belongs under mem_hotplug_lock, held against unpatched over the same operations, b does the same, all of it under the lock; a the same, 40% of it without the lock.',
  );
});
