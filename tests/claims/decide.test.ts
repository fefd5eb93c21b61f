import { expect, test } from 'vitest';
import { decide } from '../../harness/claims/decide.ts';
import type { RunSource } from '../../harness/claims/runs.ts';
import type { Check } from '../../harness/types/claim.ts';
import type { StepResult } from '../../harness/types/result.ts';
import { fixtures } from './real.ts';

const fixture = fixtures.find(({ id }) => id === 'claims/life-of-a-block')!;
const step = (ret: StepResult['ret'], observation: StepResult['observation'], counters = {}): StepResult => ({
  title: 't',
  ret,
  rets: [],
  observation,
  counters,
});

/** Two steps and then an oops. */
const source: RunSource = {
  fixture: (id) => (id === fixture.id ? fixture : undefined),
  run: (_fixture, design) =>
    design === 'broken'
      ? 'the run failed: no'
      : {
          steps: [
            step(
              0,
              { 'zone.present': { '0:Movable': 7 }, 'page.state': { '1572864+512': 'reserved', '1573376+100': 'raw' } },
              { work: 2 },
            ),
            step(
              -22,
              { 'zone.present': { '0:Movable': design === 'other' ? 3 : 9 }, 'block.valid_zones': { '48': 'Movable' } },
              { work: 5 },
            ),
            step('oops', {}),
          ],
        },
  failing: (design) => (design === 'other' ? 1 : 4),
};
const holds = (check: Check, design = 'one') => decide(check, design, { source, base: 'linux@5.12' }).holds;
const at = { fixture: fixture.id, after: 1 };

test('a value is compared with arithmetic over the machine and the DIMMs', () => {
  expect(holds({ ...at, see: 'zone.present 0:Movable', is: '< N - V' })).toBe(true);
  expect(holds({ ...at, pages: 'page.state', within: 'd0, V', is: 'V' })).toBe(true);
});

test('pages of one value, and the longest run, are told apart', () => {
  expect(holds({ ...at, pages: 'page.state raw', is: 100 })).toBe(true);
  expect(holds({ ...at, pages: 'page.state', is: 612 })).toBe(true);
  expect(holds({ ...at, longest: 'page.state', is: 512 })).toBe(true);
});

test('what is not observed is 0, or none where it would be a word', () => {
  expect(holds({ ...at, see: 'zone.present 1:Normal', is: 0 })).toBe(true);
  expect(holds({ ...at, see: 'block.valid_zones d0', is: 'none' })).toBe(true);
});

test('a block is named by its DIMM', () => {
  expect(holds({ ...at, after: 2, see: 'block.valid_zones d0', is: 'Movable' })).toBe(true);
});

test('THEN is the value of an earlier step, THEIRS that of another design', () => {
  expect(holds({ ...at, after: 2, since: 1, see: 'zone.present 0:Movable', is: 'THEN + 2' })).toBe(true);
  expect(holds({ ...at, after: 2, versus: 'other', see: 'zone.present 0:Movable', is: '3 * THEIRS' })).toBe(true);
});

test('work is counted in one step, or in all', () => {
  expect(holds({ ...at, count: 'work', is: 2 })).toBe(true);
  expect(holds({ fixture: fixture.id, count: 'work', is: 7 })).toBe(undefined);
});

test('an errno is told by name, refused is any, an oops is a return', () => {
  expect(holds({ ...at, after: 2, ret: 'EINVAL' })).toBe(true);
  expect(holds({ ...at, after: 2, ret: 'refused' })).toBe(true);
  expect(holds({ ...at, after: 1, ret: 'refused' })).toBe(false);
  expect(holds({ ...at, after: 3, ret: 'oops' })).toBe(true);
});

test('a step that the run never came to is not reached, whatever is asked of it', () => {
  expect(holds({ ...at, after: 3, see: 'zone.present 0:Movable', is: 0 })).toBe(undefined);
  expect(holds({ ...at, after: 4, ret: 'ok' })).toBe(undefined);
  expect(holds({ not: { ...at, after: 3, see: 'zone.present 0:Movable', is: 0 } })).toBe(undefined);
});

test('a missing scenario and a design that cannot run are not reached, with the reason', () => {
  const how = { source, base: 'linux@5.12' };
  expect(decide({ fixture: 'gone', ret: 'ok' }, 'one', how).missing).toEqual(['there is no scenario gone']);
  expect(decide({ ...at, ret: 'ok' }, 'broken', how).missing).toEqual(['the run failed: no']);
});

const yes: Check = { ...at, ret: 'ok' };
const no: Check = { ...at, ret: 'oops' };
const unknown: Check = { fixture: 'gone', ret: 'ok' };

test.each([
  ['all', [yes, yes], true],
  ['all', [yes, no], false],
  ['all', [yes, unknown], undefined],
  ['all', [no, unknown], false],
  ['any', [no, yes], true],
  ['any', [no, no], false],
  ['any', [no, unknown], undefined],
  ['any', [yes, unknown], true],
] as const)('%s of %j', (kind, parts, expected) => {
  expect(holds(kind === 'all' ? { all: [...parts] } : { any: [...parts] })).toBe(expected);
});

test('failing counts scenarios of both designs', () => {
  expect(holds({ failing: '*', versus: 'other', is: '> THEIRS' })).toBe(true);
  expect(holds({ failing: '*', versus: 'other', is: '> THEIRS' }, 'other')).toBe(false);
});

test('a static look needs no run', () => {
  expect(holds({ replaces: 'online_pages' }, 'david@v10')).toBe(true);
  expect(holds({ replaces: 'online_pages' }, 'unpatched')).toBe(false);
  expect(holds({ callers: 'online_pages', is: 1 }, 'david@v10')).toBe(true);
});

/** The same scenario with two steps, which this source runs to the end; the design `gone` is lost in the second. */
const short = { ...fixture, steps: fixture.steps.slice(0, 2) };
const whole: RunSource = {
  ...source,
  fixture: () => short,
  run: (_fixture, design) => ({
    steps: [
      step(0, { 'zone.present': { '0:Movable': 7 } }, { work: 2 }),
      design === 'gone' ? step('oops', {}) : step(0, { 'zone.present': { '0:Movable': 9 } }, { work: 5 }),
    ],
  }),
};
const decideWhole = (check: Check, design = 'one') => decide(check, design, { source: whole, base: 'linux@5.12' });

test('work of a whole run is the sum over its steps, of one step that of the step', () => {
  expect(decideWhole({ fixture: short.id, count: 'work', is: 7 })).toEqual({
    holds: true,
    looks: [{ fixture: short.id, step: 0, what: 'in all steps: count of work', value: '7', wanted: '7', holds: true }],
    missing: [],
  });
  expect(decideWhole({ fixture: short.id, after: 2, count: 'work', is: 5 }).looks).toMatchObject([
    { step: 2, what: 'after step 2 (t): count of work', value: '5' },
  ]);
});

test('without a step named, the last one is looked at', () => {
  const see = { fixture: short.id, see: 'zone.present 0:Movable' };
  expect(decideWhole({ ...see, is: 9 }).looks).toMatchObject([{ step: 2, value: '9' }]);
  expect(decideWhole({ ...see, after: 1, is: 7 }).looks).toMatchObject([{ step: 1, value: '7' }]);
});

test('a step that the scenario does not have is not reached', () => {
  expect(decideWhole({ fixture: short.id, after: 2, ret: 'ok' }).holds).toBe(true);
  expect(decideWhole({ fixture: short.id, after: 3, ret: 'ok' }).missing).toEqual([`${short.id} has 2 steps, not 3`]);
});

test.each([
  ['since an earlier step', { since: 2, after: 2, is: 'THEN' }, 'gone'],
  ['against another design', { versus: 'gone', after: 2, is: 'THEIRS' }, 'one'],
])('a value %s that is not there is not reached', (_, more, design) => {
  expect(decideWhole({ fixture: short.id, see: 'zone.present 0:Movable', ...more }, design)).toMatchObject({
    holds: undefined,
    missing: [expect.stringMatching(/ends at step 2/)],
  });
});

test.each([
  [yes, false],
  [no, true],
  [unknown, undefined],
])('not of %j is %j', (check, expected) => {
  expect(holds({ not: check })).toBe(expected);
});

test('all parts are looked at, whichever decides', () => {
  const { looks, missing } = decide({ any: [yes, unknown, no] }, 'one', { source, base: 'linux@5.12' });
  expect(looks.map((look) => look.holds)).toEqual([true, false]);
  expect(missing).toEqual(['there is no scenario gone']);
});

test('scenarios that fail are told with what they are held against', () => {
  const how = { source, base: 'linux@5.12' };
  expect(decide({ failing: 'a*', is: 4 }, 'one', how).looks).toEqual([
    {
      fixture: '',
      step: 0,
      what: 'scenarios a* in which something is wrong',
      value: '4',
      wanted: '4',
      holds: true,
    },
  ]);
  expect(decide({ failing: 'a*', versus: 'other', is: '> THEIRS' }, 'one', how).looks[0]?.wanted).toMatch(/ of other$/);
});
