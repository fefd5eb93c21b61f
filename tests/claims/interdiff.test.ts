import { expect, test } from 'vitest';
import type { InterdiffFault, InterdiffFaults } from '../../harness/analysis/interdiff_faults.ts';
import { type FixtureChange, interdiff } from '../../harness/claims/interdiff.ts';
import { mailInterdiff, markdownInterdiff } from '../../harness/render/claims/interdiff_faults.ts';
import { prettyInterdiff } from '../../harness/render/claims/interdiff_pretty.ts';
import { paintFor } from '../../harness/text/paint.ts';
import { base, claims, fixtures, source } from './real.ts';

const how = { source, base };
const between = (before: string, after: string) => interdiff(fixtures, claims, [before, after], how);
const changes = between('david@poc', 'david@v10');

test('a design does not differ from itself', () => {
  expect(between('oscar@v5', 'oscar@v5')).toMatchObject({ same: true, changed: [] });
});

test('scenarios, claims and cost that moved are told', () => {
  expect(changes.same).toBe(false);
  expect(new Set(changes.changed.map(({ kind }) => kind))).toEqual(new Set(['verdict', 'claim', 'cost']));
});

test('the seed remark flips from the sketch to what was merged', () => {
  expect(changes.changed).toContainEqual(
    expect.objectContaining({ kind: 'claim', claim: 'L48', before: true, after: false }),
  );
});

test('there and back is the same, the other way round', () => {
  const back = between('david@v10', 'david@poc');
  const claimsOf = (diff: typeof changes) => diff.changed.filter(({ kind }) => kind === 'claim');
  expect(claimsOf(back).map((each) => ({ ...each, before: each.after, after: each.before }))).toEqual(
    claimsOf(changes),
  );
});

test('a scenario turns for the better or the worse by what goes wrong in it', () => {
  const back = between('david@v10', 'david@poc');
  expect(changes.better).toBeGreaterThan(0);
  expect([back.better, back.worse]).toEqual([changes.worse, changes.better]);
  const scenarios = changes.changed.filter((each): each is FixtureChange => each.kind === 'verdict');
  for (const { fixture, turns, before, after } of scenarios)
    if (before === 'ok' || after === 'ok')
      expect([fixture, turns]).toEqual([fixture, after === 'ok' ? 'better' : 'worse']);
});

const faults: InterdiffFaults = {
  mended: [told({ fault: 'david/f/a', title: 'f() does it', by: ['f', 'g', 'h', 'i'] })],
  new: Array.from({ length: 30 }, (_, at) =>
    told({ fault: `david/g/${at}`, title: `g() does ${'this and '.repeat(12)}` }),
  ),
  kept: [told({ inherited: true, of: 'linux@5.12', was: { class: 'hygiene', needs: [] } })],
};
const layout = { paint: paintFor(false), columns: 100, all: false };

function told(changes: Partial<InterdiffFault>): InterdiffFault {
  const hunk = { file: 'mm/memory_hotplug.c', function: 'f' };
  const facts = { hunk, of: 'david@v10', inherited: false } as const;
  return { fault: 'x/f/y', title: 'f() is wrong', class: 'crash', needs: ['DEBUG_VM'], ...facts, ...changes };
}

test('an interdiff begins with the faults that are mended, then the new ones, then those that are kept', () => {
  const lines = prettyInterdiff({ ...changes, faults }, layout).split('\n');
  expect(lines[1]).toMatch(/^1 fault mended, 30 new, 1 kept \(1 inherited\)\. Of \d+ scenarios \d+ come out better/);
  const heads = lines.filter((line) => /^(Mended|New|Kept)/.test(line));
  expect(heads).toEqual(['Mended (1)', 'New (30)', 'Kept (1)']);
});

test('a mended fault is told with the hunks that mend it, a kept one with whose it is and what it came to', () => {
  const text = prettyInterdiff({ ...changes, faults }, layout);
  expect(text).toContain('by f(), g(), h() and 1 more');
  expect(text).toContain('inherited from linux@5.12; worse: was hygiene, plain');
});

test('what goes on behind the faults is told with --all alone', () => {
  const has = (all: boolean) =>
    prettyInterdiff({ ...changes, faults }, { ...layout, all }).includes('What claims look at');
  expect([has(false), has(true)]).toEqual([false, true]);
});

test('a cover letter has less than 60 lines of at most 72 columns, and counts what it leaves out', () => {
  const lines = mailInterdiff({ ...changes, faults }).split('\n');
  expect(lines.length).toBeLessThan(60);
  expect(lines.filter((line) => line.length > 72)).toEqual([]);
  expect(lines.some((line) => /^\* and \d+ more\.$/.test(line))).toBe(true);
});

test('as Markdown the faults are lists under heads', () => {
  const text = markdownInterdiff({ ...changes, faults });
  expect(text).toContain('## Mended\n\n- **crash, with DEBUG\\_VM**: f() does it; by f(), g(), h() and 1 more');
});
