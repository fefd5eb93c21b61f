import { expect, test } from 'vitest';
import { interdiff } from '../../harness/claims/interdiff.ts';
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

test.each([
  ['david@poc', 'david@v10'],
  ['oscar@v5', 'david@v10'],
])('%s to %s is told in under 60 lines', (before, after) => {
  const text = prettyInterdiff(between(before, after), paintFor(false), 100);
  expect(text.split('\n').length).toBeLessThan(60);
  expect(text.split('\n').filter((line) => line.length > 100 && !line.startsWith('See one'))).toEqual([]);
});
