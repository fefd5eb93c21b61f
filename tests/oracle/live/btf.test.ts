import { describe, expect, test } from 'vitest';
import { NotInKernel, TypeInformation } from '../../../harness/oracle/live/btf.ts';

/** Type information by hand: struct zone { unsigned long a; struct { int inner[3]; }; }, enum zone_type. */
function madeUp(): Buffer {
  const names = ['', 'long', 'zone', 'a', 'inner', 'int', 'zone_type', 'ZONE_DMA', 'ZONE_NORMAL'];
  const offsets = new Map<string, number>();
  let text = '';
  for (const name of names) {
    offsets.set(name, text.length);
    text += `${name}\0`;
  }
  const name = (word: string) => offsets.get(word) as number;
  const info = (kind: number, length: number) => (kind << 24) | length;
  const types = [
    [name('long'), info(1, 0), 8, 64],
    [name('int'), info(1, 0), 4, 32],
    [0, info(3, 0), 0, 2, 2, 3],
    [0, info(4, 1), 12, name('inner'), 3, 0],
    [name('zone'), info(4, 2), 24, name('a'), 1, 0, 0, 4, 64],
    [name('zone_type'), info(6, 2), 4, name('ZONE_DMA'), 0, name('ZONE_NORMAL'), 1],
  ].flat();
  const bytes = Buffer.alloc(24 + types.length * 4 + text.length);
  bytes.writeUInt16LE(0xeb9f, 0);
  bytes.writeUInt32LE(24, 4);
  const words = [0, types.length * 4, types.length * 4, text.length, ...types];
  for (const [at, value] of words.entries()) bytes.writeUInt32LE(value, 8 + at * 4);
  bytes.write(text, 24 + types.length * 4);
  return bytes;
}

describe("a kernel's type information", () => {
  const types = new TypeInformation(madeUp());

  test('says where a member is, inside an anonymous struct too', () => {
    expect(types.field('zone', 'a')).toEqual({ offset: 0, bytes: 8 });
    expect(types.field('zone', 'inner')).toEqual({ offset: 8, bytes: 12 });
    expect(types.size('zone')).toBe(24);
  });

  test('finds a member under a name it had before', () => {
    expect(types.field('zone', 'renamed', 'a')).toEqual({ offset: 0, bytes: 8 });
  });

  test('knows enums', () => {
    expect([...types.values('zone_type')]).toEqual([
      ['ZONE_DMA', 0],
      ['ZONE_NORMAL', 1],
    ]);
  });

  test('names what a kernel does not have', () => {
    expect(types.has('zone', 'b')).toBe(false);
    expect(() => types.field('zone', 'b')).toThrow("this kernel's struct zone has no b");
    expect(() => types.field('zone', 'b', 'c')).toThrow(NotInKernel);
    expect(() => types.size('page')).toThrow('no struct page');
    expect(types.has('page', 'flags')).toBe(false);
    expect(() => types.values('migratetype')).toThrow('no enum migratetype');
  });

  test('refuses what is none', () => {
    expect(() => new TypeInformation(Buffer.alloc(64))).toThrow('no BTF');
  });
});
