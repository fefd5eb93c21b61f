import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differencesOf, sameObservation } from '../../harness/compare/differences.ts';
import type { Observation, Scalar } from '../../harness/types/observation.ts';

test('of two cuts of sections only those with another value are told', () => {
  const a = { 'section.flags': { '48+1': 'PRESENT' } };
  const b = { 'section.flags': { '48+5': 'PRESENT' } };
  expect(differencesOf([a, b])).toEqual([{ field: 'section.flags', key: '49+4', values: [null, 'PRESENT'] }]);
});

test('a run inside another is told with what both say of it', () => {
  const a = { 'pageblock.migratetype': { '1024+2048': 'MOVABLE' } };
  const b = { 'pageblock.migratetype': { '1024+512': 'MOVABLE', '1536+512': 'ISOLATE', '2048+1024': 'MOVABLE' } };
  expect(differencesOf([a, b])).toEqual([
    { field: 'pageblock.migratetype', key: '1536+512', values: ['MOVABLE', 'ISOLATE'] },
  ]);
});

test('pages on which three designs show the same three values are one difference', () => {
  const seen = ['0:Normal', '0:Movable', undefined].map(
    (zone): Observation => ({
      'page.link': zone ? { '0+64': zone } : {},
    }),
  );
  expect(differencesOf(seen)).toEqual([{ field: 'page.link', key: '0+64', values: ['0:Normal', '0:Movable', null] }]);
});

test('what was seen during an event is compared by value too', () => {
  const a = { 'during MEM_GOING_ONLINE: page.online': { '0+8': 1 } };
  const b = { 'during MEM_GOING_ONLINE: page.online': { '0+4': 1, '4+4': 1 } };
  expect(differencesOf([a, b])).toEqual([]);
});

test('a field that one could not read is told as not there', () => {
  expect(differencesOf([{ 'kpageflags.nopage': {} }, {}])).toEqual([
    { field: 'kpageflags.nopage', key: '', values: ['there', null] },
  ]);
});

test('values by name are told by name', () => {
  const a = { 'zone.present': { '0:Normal': 5, '0:Movable': 7 } };
  const b = { 'zone.present': { '0:Normal': 5, '0:Movable': 9 } };
  expect(differencesOf([a, b])).toEqual([{ field: 'zone.present', key: '0:Movable', values: [7, 9] }]);
});

/** Values of 24 pages, 0 for none, and places to cut at. */
const pages = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 24, maxLength: 24 });
const cuts = fc.array(fc.boolean(), { minLength: 24, maxLength: 24 });

/** As a field of runs, cut where the value changes and at the cuts. */
function field(values: readonly number[], cut: readonly boolean[]): Record<string, Scalar> {
  const runs: [start: number, nr: number, value: number][] = [];
  for (const [page, value] of values.entries()) {
    const last = runs.at(-1);
    if (last && last[2] === value && !cut[page]) last[1]++;
    else runs.push([page, 1, value]);
  }
  return Object.fromEntries(runs.flatMap(([start, nr, value]) => (value ? [[`${start}+${nr}`, value]] : [])));
}

test('cutting a run in two changes no difference', () => {
  fc.assert(
    fc.property(pages, pages, cuts, cuts, (a, b, one, other) => {
      const whole = [a, b].map((values) => ({ 'page.link': field(values, []) }));
      const cut = [{ 'page.link': field(a, one) }, { 'page.link': field(b, other) }] as const;
      expect(differencesOf(cut)).toEqual(differencesOf(whole));
      expect(sameObservation(...cut)).toBe(a.every((value, page) => value === b[page]));
    }),
  );
});

test('the pages of the differences are those on which the values differ', () => {
  fc.assert(
    fc.property(pages, pages, (a, b) => {
      const found = differencesOf([{ 'page.link': field(a, []) }, { 'page.link': field(b, []) }]);
      const told = found.flatMap(({ key, values }) => {
        const [start, nr] = key.split('+').map(Number) as [number, number];
        return Array.from({ length: nr }, (_, at) => [start + at, ...values]);
      });
      const wanted = a.flatMap((value, page) => (value === b[page] ? [] : [[page, value || null, b[page] || null]]));
      expect(told).toEqual(wanted);
    }),
  );
});
