import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntervalMap } from '../../harness/state/interval_map.ts';

const size = 24;
const write = fc.record({ start: fc.nat(size), end: fc.nat(size), value: fc.nat(3) });

function written(writes: readonly { start: number; end: number; value: number }[]) {
  const map = new IntervalMap<number>(0);
  const plain = new Array<number>(size).fill(0);
  for (const { start, end, value } of writes) {
    map.set(start, end, value);
    for (let i = start; i < Math.min(end, size); i++) plain[i] = value;
  }
  return { map, plain };
}

describe('IntervalMap', () => {
  it('holds what an array of every position would hold', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 12 }), (writes) => {
        const { map, plain } = written(writes);
        expect(plain.map((_, position) => map.get(position))).toEqual(plain);
      }),
    );
  });

  it('keeps runs maximal whatever the order of the writes', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 12 }), (writes) => {
        const { map } = written(writes);
        const values = map.runs(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).map(([, , value]) => value);
        for (let i = 1; i < values.length; i++) expect(values[i]).not.toBe(values[i - 1]);
      }),
    );
  });

  it('tells the runs of a range, clipped to it and without a gap', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 12 }), fc.nat(size), fc.nat(size), (writes, start, end) => {
        const { map, plain } = written(writes);
        const spelled = map.runs(start, end).flatMap(([from, to, value]) => new Array<number>(to - from).fill(value));
        expect(spelled).toEqual(
          plain.slice(start, Math.max(start, end)).concat(new Array(Math.max(0, end - Math.max(size, start))).fill(0)),
        );
      }),
    );
  });

  it('says where the value changes next and where its run began', () => {
    const map = new IntervalMap<number>(0);
    map.set(4, 8, 1);
    expect([map.nextChange(3), map.nextChange(4), map.runStart(7), map.nextChange(8)]).toEqual([
      4,
      8,
      4,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('takes one run for a long range however it is written', () => {
    const map = new IntervalMap<number>(0);
    for (let block = 0; block < 1000; block++) map.set(block * 32768, (block + 1) * 32768, 1);
    expect(map.runCount).toBe(3);
  });
});
