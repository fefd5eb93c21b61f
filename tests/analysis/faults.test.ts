import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import type { Fault } from '../../harness/types/fault.ts';
import type { Need } from '../../harness/types/result.ts';
import { faultIn } from '../fault_in.ts';
import { sampleDesign, sampleReport, sampleRun, violatingModel } from '../sample_report.ts';

const designs = ['a@v1', 'b@v1', 'c@v1'].map((id) => sampleDesign(id, { family: id.split('@')[0]! }));
const report = await sampleReport(
  (fixture, design) => sampleRun(fixture.id, design),
  ['span/one'],
  [sampleDesign('unpatched', { provenance: 'release' }), ...designs],
);
const with_ = (...faults: Fault[]) => analyse({ ...report, faults });
const order = (...faults: Fault[]) =>
  with_(...faults).ranking.competing.map((place) => place.map(({ design }) => design));

const all = ['a@v1', 'b@v1', 'c@v1'];

test('a crash on a plain kernel weighs more than one that takes an injected failure', () => {
  const plain = faultIn('f', ['a@v1'], 'crash');
  const injected = faultIn('g', ['b@v1'], 'crash', ['failure']);
  expect(order(plain, injected)).toEqual([['c@v1'], ['b@v1'], ['a@v1']]);
});

test('a wrong number that every user sees weighs more than a crash after an injected failure or with a debug option', () => {
  const number = faultIn('f', ['a@v1'], 'wrong number to user space');
  const injected = faultIn('g', ['b@v1'], 'crash', ['failure']);
  const debug = faultIn('h', ['c@v1'], 'crash', ['DEBUG_VM']);
  expect(order(number, injected, debug)).toEqual([['b@v1'], ['c@v1'], ['a@v1']]);
});

test('what merely costs weighs less than any harm', () => {
  const hygiene = faultIn('f', ['a@v1'], 'hygiene');
  const injected = faultIn('g', ['b@v1'], 'wrong number to user space', ['failure']);
  expect(order(hygiene, injected)).toEqual([['c@v1'], ['a@v1'], ['b@v1']]);
});

test('a fault that all carry decides nothing', () => {
  expect(order(faultIn('f', all, 'crash'))).toEqual([all]);
});

test('a fault counts once, however many fixtures show it', () => {
  const often = faultIn('f', ['a@v1'], 'crash', [], { seenIn: ['span/one', 'span/two', 'span/three'] });
  const [once, again] = ['g', 'h'].map((name) => faultIn(name, ['b@v1'], 'crash'));
  expect(order(often, once!, again!)).toEqual([['c@v1'], ['a@v1'], ['b@v1']]);
});

test('a fault counts on a plain kernel by what it comes to there', async () => {
  const garbage = await sampleReport(
    ({ id }, design) => {
      const { violations } = violatingModel({ 'a@v1': { 'span/one': ['crash', 'garbage visible'] } })(
        { id, machine: { config: {} } } as never,
        design,
      );
      const told = violations.map((each) => (each.class === 'crash' ? { ...each, needs: ['DEBUG_VM' as Need] } : each));
      return sampleRun(id, design, { verdict: told.length > 0 ? 'violates' : 'ok', violations: told });
    },
    ['span/one'],
    designs,
    {},
    { reference: 'c@v1' },
  );
  const seen = [{ fixture: 'span/one', design: 'a@v1', step: 0, invariants: ['no/crash', 'no/garbage visible'] }];
  const fault = faultIn('f', ['a@v1'], 'crash', ['DEBUG_VM'], { seen });
  const [standing] = analyse({ ...garbage, faults: [fault] }).faults.standings.slice(-1);
  expect(standing?.comes).toEqual([
    { plain: 'garbage visible', rare: 'garbage visible', debug: 'crash', injected: 'crash' },
  ]);
});

test('a fault of the base, or of designs of several ideas, is inherited', () => {
  const { standings } = with_(
    faultIn('f', ['a@v1'], 'crash'),
    faultIn('g', ['a@v1', 'b@v1'], 'hygiene'),
    faultIn('h', ['a@v1'], 'hygiene', [], { of: 'linux@5.12' }),
  ).faults;
  expect(standings.find(({ design }) => design === 'a@v1')?.text).toBe(
    '3 faults: 1 crash, 2 hygiene; 1 its own, 2 inherited',
  );
});

test('rows go by class, in a class plain before debug before injected', () => {
  const { rows } = with_(
    faultIn('slow', all, 'hygiene'),
    faultIn('failing', all, 'crash', ['failure']),
    faultIn('debug', all, 'crash', ['DEBUG_VM']),
    faultIn('plain', all, 'crash'),
  ).faults;
  expect(rows.map(({ fault, takes }) => [fault.function, takes])).toEqual([
    ['plain', 'plain'],
    ['debug', 'with DEBUG_VM'],
    ['failing', 'after a failure'],
    ['slow', 'plain'],
  ]);
});

test('leaving out the fault that sets a design back changes the order', () => {
  const { sensitivity } = with_(faultIn('f', ['a@v1', 'b@v1'], 'crash'), faultIn('g', ['c@v1'], 'hygiene'));
  expect(sensitivity).toEqual({
    of: 'faults',
    broken: 2,
    order: [['c@v1'], ['a@v1', 'b@v1']],
    decisive: [{ leftOut: 'x/f/what', order: [['a@v1', 'b@v1'], ['c@v1']], changesFirst: true }],
  });
});

test('without faults the fixtures rank', async () => {
  const model = violatingModel({ 'a@v1': { 'span/one': ['crash'] } });
  const { faults, ranking } = analyse(await sampleReport(model, ['span/one'], designs, {}, { reference: 'c@v1' }));
  expect(faults.known).toBe(false);
  expect(ranking.competing.map(([first]) => first?.design)).toEqual(['b@v1', 'a@v1']);
});
