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

  test('leave what one side does not know to the unknown', () => {
    const before = { 'zone.start': { '0:Normal': 1 }, 'zone.spanned': { '0:Normal': 5 } };
    expect(changesBetween(before, { 'zone.start': { '0:Normal': 1 } })).toEqual({});
  });

  test('leave out what is about the step alone', () => {
    expect(changesBetween({ result: { step: 0 } }, { result: { step: -16 }, notifier: { '0': 'ONLINE' } })).toEqual({});
  });

  test('tell a field of a zone that went, while the zone is there', () => {
    const before = { 'zone.start': { '0:Normal': 1 }, 'zone.spanned': { '0:Normal': 5 } };
    const after = { 'zone.start': { '0:Normal': 1 }, 'zone.spanned': {} };
    expect(changesBetween(before, after)).toEqual({ 'zone 0:Normal': { spanned: 'gone' } });
    expect(applyChanges(before, changesBetween(before, after))).toEqual(after);
  });

  test('do not call a zone gone of which one field went and another came', () => {
    const before = { 'zone.start': { '0:Normal': 1 }, 'zone.spanned': {} };
    const after = { 'zone.start': {}, 'zone.spanned': { '0:Normal': 5 } };
    expect(changesBetween(before, after)).toEqual({ 'zone 0:Normal': { start: 'gone', spanned: 5 } });
  });

  test('tell an entry that is of no zone, node or block by its field', () => {
    const before = { max_pfn: { max_pfn: 320 }, resource: { '256+64': 'System RAM' } };
    const after = { max_pfn: { max_pfn: 384 }, resource: {} };
    const changes = { max_pfn: { max_pfn: 384 }, resource: { '256+64': 'gone' } };
    expect(changesBetween(before, after)).toEqual(changes);
    expect(applyChanges(before, changes)).toEqual(after);
  });

  test('are applied to a copy', () => {
    const before = { 'block.state': { '8': 'offline' }, 'page.state': { '0+4': 'a' }, max_pfn: { max_pfn: 1 } };
    const untouched = structuredClone(before);
    applyChanges(before, { 'block 8': 'gone', 'page.state': { '0+2': 'b' }, max_pfn: { max_pfn: 2 } });
    expect(before).toEqual(untouched);
  });

  test('of another zone leave this one alone', () => {
    const before = { 'zone.start': { '0:Normal': 1, '1:Normal': 2 }, 'block.state': { '1:Normal': 'x' } };
    expect(applyChanges(before, { 'zone 1:Normal': 'gone' })).toEqual({
      'zone.start': { '0:Normal': 1 },
      'block.state': { '1:Normal': 'x' },
    });
  });

  test('to a run that is none, or to a whole field, are refused', () => {
    expect(() => applyChanges({}, { 'page.state': { many: 'a' } })).toThrow(/"many" in page.state is no run/);
    expect(() => applyChanges({}, { 'page.state': 'gone' })).toThrow(/"page.state" is no field/);
  });

  test('to a thing that is not observed are refused by name', () => {
    expect(() => applyChanges({}, { 'zone 0:Normal': { colour: 1 } })).toThrow(
      /"colour" is nothing that is observed of a zone/,
    );
    expect(() => applyChanges({}, { weather: { today: 1 } })).toThrow(/"weather" is no field/);
  });
});
