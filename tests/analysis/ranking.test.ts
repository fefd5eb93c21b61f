import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { standingText } from '../../harness/analysis/words.ts';
import type { ConsequenceClass, Need } from '../../harness/types/result.ts';
import { type FakeModel, sampleDesign, sampleReport, sampleRun } from '../sample_report.ts';

const violating = (fixture: string, design: string, ...classes: ConsequenceClass[]) =>
  sampleRun(fixture, design, {
    verdict: classes.length > 0 ? 'violates' : 'ok',
    violations: classes.map((name) => ({
      invariant: `no ${name}`,
      class: name,
      step: 0,
      message: '',
      where: '',
      claims: [],
    })),
  });

const designs = ['a', 'b', 'c'].map((id) => sampleDesign(id));
const rank = async (model: FakeModel) =>
  analyse(await sampleReport(model, ['f/1', 'f/2', 'f/3'], designs)).ranking.standings;
const order = async (model: FakeModel) => (await rank(model)).map(({ design }) => design);

test('one crash outweighs any number of slow paths', async () => {
  const model: FakeModel = ({ id }, design) => {
    if (design === 'a' && id === 'f/1') return violating(id, design, 'crash');
    return violating(id, design, ...(design === 'b' ? (['slow path'] as const) : []));
  };
  expect(await order(model)).toEqual(['c', 'b', 'a']);
});

test('a fixture counts once, in its worst class', async () => {
  const [worst] = (await rank(({ id }, design) => violating(id, design, 'hygiene', 'data loss'))).slice(-1);
  expect(worst?.byClass).toMatchObject({ 'data loss': 3, hygiene: 0 });
});

test('an oops without a violation is a crash', async () => {
  const standings = await rank(({ id }, design) => sampleRun(id, design, { verdict: design === 'b' ? 'oops' : 'ok' }));
  expect(standings.at(-1)).toMatchObject({ design: 'b', because: { class: 'crash', invariant: 'oops' } });
});

test('a design that gave no answer comes last', async () => {
  const standings = await rank(({ id }, design) =>
    sampleRun(id, design, { verdict: design === 'a' ? 'error' : 'oops' }),
  );
  expect(standings.at(-1)).toMatchObject({ design: 'a', inconclusive: 3, good: 0 });
});

test('ties keep the order of the report', async () => {
  expect(await order(({ id }, design) => sampleRun(id, design))).toEqual(['a', 'b', 'c']);
});

test('of several fixtures the first in which the worst happens is named, with what was broken first', async () => {
  const standings = await rank(({ id }, design) => {
    if (design !== 'b') return violating(id, design);
    return id === 'f/1' ? violating(id, design, 'hygiene') : violating(id, design, 'hygiene', 'crash', 'data loss');
  });
  expect(standings.at(-1)?.because).toEqual({ class: 'crash', fixture: 'f/2', invariant: 'no crash', needs: [] });
});

test('a later fixture that is not worse changes nothing about the reason', async () => {
  const standings = await rank(({ id }, design) =>
    violating(id, design, ...(design === 'c' ? (['hygiene'] as const) : [])),
  );
  expect(standings.at(-1)?.because).toEqual({ class: 'hygiene', fixture: 'f/1', invariant: 'no hygiene', needs: [] });
});

test('a design with nothing against it has no reason', async () => {
  const [first] = await rank(({ id }, design) => sampleRun(id, design));
  expect(first).toMatchObject({ good: 3, total: 3, inconclusive: 0 });
  expect(first?.because).toBeUndefined();
});

test('of several things that are equally bad the first is named', async () => {
  const standings = await rank(({ id }, design) => {
    const run = violating(id, design, 'hygiene', ...(design === 'b' ? (['crash', 'crash'] as const) : []));
    for (const [at, violation] of run.violations.entries()) violation.invariant = `number ${at}`;
    return run;
  });
  expect(standings.at(-1)?.because?.invariant).toBe('number 1');
});

test('of a class it is told how many it takes a debug option or an injected failure to see', async () => {
  const needs = { 'f/1': ['DEBUG_VM'], 'f/2': ['failure'] } as Record<string, Need[]>;
  const standings = await rank(({ id }, design) => {
    const run = violating(id, design, 'crash');
    return { ...run, violations: run.violations.map((each) => ({ ...each, needs: needs[id] ?? [] })) };
  });
  expect(standings[0]).toMatchObject({
    byClass: { crash: 3 },
    only: [
      { class: 'crash', needs: ['DEBUG_VM'], fixtures: 1 },
      { class: 'crash', needs: ['failure'], fixtures: 1 },
    ],
    // The one that happens to users.
    because: { fixture: 'f/3' },
  });
  expect(standingText(standings[0]!)).toBe(
    '3 crash (1 only with DEBUG_VM, 1 only after an injected failure); nothing wrong in 0 of 3',
  );
});

test('a fixture is plain when one violation of its worst class is', async () => {
  const [standing] = await rank(({ id }, design) => {
    const run = violating(id, design, 'crash', 'crash');
    return { ...run, violations: run.violations.map((each, at) => (at === 0 ? { ...each, needs: ['KASAN'] } : each)) };
  });
  expect(standing?.only).toEqual([]);
});

test('a reason with a debug option is not given up for a milder one without', async () => {
  const [standing] = await rank(({ id }, design) => {
    const run = violating(id, design, id === 'f/1' ? 'crash' : 'hygiene');
    return { ...run, violations: run.violations.map((each) => (id === 'f/1' ? { ...each, needs: ['KASAN'] } : each)) };
  });
  expect(standing?.because).toEqual({ class: 'crash', fixture: 'f/1', invariant: 'no crash', needs: ['KASAN'] });
});

test('what it takes is told of the worst class first, in it of the most fixtures', async () => {
  const how = { 'f/1': ['hygiene', 'failure'], 'f/2': ['crash', 'KASAN'], 'f/3': ['crash', 'DEBUG_VM'] } as const;
  const model: FakeModel = ({ id }, design) => {
    const [name, need] = how[(design === 'b' && id === 'f/1' ? 'f/3' : id) as keyof typeof how];
    const run = violating(id, design, name);
    return { ...run, violations: run.violations.map((each) => ({ ...each, needs: [need] })) };
  };
  const only = async (design: string) =>
    (await rank(model)).find((each) => each.design === design)!.only.map((each) => [each.needs[0], each.fixtures]);
  expect(await only('a')).toEqual([
    ['KASAN', 1],
    ['DEBUG_VM', 1],
    ['failure', 1],
  ]);
  expect(await only('b')).toEqual([
    ['DEBUG_VM', 2],
    ['KASAN', 1],
  ]);
});

test('designs that tie share a place, the next has as many before it as there are; the reference has none', async () => {
  const model: FakeModel = ({ id }, design) => violating(id, design, ...(design === 'c' ? (['crash'] as const) : []));
  const { ranking } = analyse(
    await sampleReport(model, ['f/1'], [...designs, sampleDesign('unpatched', { provenance: 'release' })]),
  );
  expect(ranking.lines.map(({ place, name }) => [place, name])).toEqual([
    ['1', 'a'],
    ['1', 'b'],
    ['3', 'c'],
    ['-', 'unpatched (reference)'],
  ]);
  expect(ranking.competing.map((place) => place.map(({ design }) => design))).toEqual([['a', 'b'], ['c']]);
});

test('designs with as many of the worst class are told apart by the next', async () => {
  const model: FakeModel = ({ id }, design) => {
    if (id === 'f/1') return violating(id, design, 'crash');
    return violating(id, design, ...(design === 'a' ? (['hygiene'] as const) : []));
  };
  expect(await order(model)).toEqual(['b', 'c', 'a']);
});
