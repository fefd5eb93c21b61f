import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, changesBetween } from '../../harness/oracle/changes.ts';
import { fromRuns, noRuns } from '../../harness/oracle/runs.ts';

describe('changes between observations', () => {
  test('hold only what became different', () => {
    const before = { 'zone.start': { '0:Normal': 1 }, 'zone.spanned': { '0:Normal': 5 } };
    const after = { 'zone.start': { '0:Normal': 1 }, 'zone.spanned': { '0:Normal': 9 } };
    expect(changesBetween(before, after)).toEqual({ 'zone 0:Normal': { spanned: 9 } });
  });

  test('name a block that went once', () => {
    const before = { 'block.state': { '8': 'offline' }, 'block.node': { '8': 0 }, group: { '8': '0/0' } };
    const after = { 'block.state': {}, 'block.node': {}, group: {} };
    expect(changesBetween(before, after)).toEqual({ 'block 8': 'gone' });
  });

  test('say of runs what the changed part holds now', () => {
    const before = { 'page.link': { '0+100': '0:Normal' } };
    const after = { 'page.link': { '0+40': '0:Normal', '40+10': '0:Movable' } };
    expect(changesBetween(before, after)).toEqual({ 'page.link': { '40+10': '0:Movable', '50+50': 'gone' } });
  });

  test('give the observation back when they are applied, whatever the runs', () => {
    const layout = fc.array(fc.tuple(fc.nat(30), fc.nat(9), fc.constantFrom('a', 'b', undefined))).map((rows) => {
      const runs = noRuns();
      for (const [start, nr, value] of rows) runs.set(start, start + nr, value);
      return { 'page.state': fromRuns(runs) };
    });
    fc.assert(
      fc.property(layout, layout, (before, after) => {
        expect(applyChanges(before, changesBetween(before, after))).toEqual(after);
      }),
    );
  });

  test('to a thing that is not observed are refused by name', () => {
    expect(() => applyChanges({}, { 'zone 0:Normal': { colour: 1 } })).toThrow(
      /"colour" is nothing that is observed of a zone/,
    );
    expect(() => applyChanges({}, { weather: { today: 1 } })).toThrow(/"weather" is no field/);
  });
});
