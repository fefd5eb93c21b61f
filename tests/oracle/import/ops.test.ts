import { describe, expect, test } from 'vitest';
import { readOp } from '../../../harness/oracle/import/ops.ts';

const context = { pagesPerBlock: 32768, where: 'x.json: step 3 (poke)' };

describe('reading an operation', () => {
  test('a DIMM of so many bytes on a node is pages on that node', () => {
    const op = { op: 'add', dimm: 'd1', bytes: 134217728, node: 1, addr: 4294967296 };
    expect(readOp(op, context)).toEqual([{ op: 'add', dimm: 'd1', pages: 32768, node: 1, at: 1048576 }]);
  });

  test('the error of a notifier has no sign', () => {
    const op = { op: 'inject', action: 'MEM_GOING_ONLINE', errno: -16 };
    expect(readOp(op, context)).toEqual([{ op: 'inject', action: 'MEM_GOING_ONLINE', errno: 16 }]);
  });

  test('a write to sysfs is known by its path', () => {
    const op = { op: 'write', path: '/sys/devices/system/memory/memory48/online', value: '1' };
    expect(readOp(op, context)).toEqual([{ op: 'write', file: 'online', value: '1', block: 48 }]);
  });

  test('pages held by vmsplice are pinned, pages of io_uring are not in the way', () => {
    const hog = (kind: string) => readOp({ op: 'hog', kind, pages: [[32768 * 8 + 7, 64]] }, context);
    const pages = { block: 8, first: 7, nr: 64 };
    expect(hog('vmsplice')).toEqual([{ op: 'occupy', pages, use: 'pinned' }]);
    expect(hog('uring')).toEqual([{ op: 'occupy', pages, use: 'movable' }]);
  });

  test('pages of io_uring are pinned where the kernel does not move them first', () => {
    const hog = { op: 'hog', kind: 'uring', pages: [[32768 * 8, 64]] };
    const pages = { block: 8, first: 0, nr: 64 };
    expect(readOp(hog, { ...context, longtermPinsStay: true })).toEqual([{ op: 'occupy', pages, use: 'pinned' }]);
  });

  test('junk written to a state is a write', () => {
    const write = { op: 'write', file: 'state', value: 'junk', block: 48 };
    expect(readOp({ op: 'write', file: '/sys/devices/system/memory/memory48/state', value: 'junk' }, context)).toEqual([
      write,
    ]);
    expect(readOp({ op: 'state', block: 48, value: 'junk' }, context)).toEqual([write]);
  });

  test('a look does nothing', () => {
    expect(readOp({ op: 'cat', path: '/sys/devices/system/memory/memory48/valid_zones' }, context)).toEqual([]);
  });

  test('remove_memory takes whole blocks, in any unit', () => {
    const two = { op: 'remove_memory', block: 48, pages: 65536 };
    expect(readOp({ op: 'remove_memory', block: 48, pages: 65536 }, context)).toEqual([two]);
    expect(readOp({ op: 'remove_memory', addr: 48 * 2 ** 27, bytes: 2 ** 28 }, context)).toEqual([two]);
    expect(readOp({ op: 'remove_memory', block: 48 }, context)).toEqual([{ ...two, pages: 32768 }]);
    expect(() => readOp({ op: 'remove_memory', pfn: 48 * 32768 + 512, nr: 32768 }, context)).toThrow(
      /step 3 \(poke\): remove_memory of 32768 pages at pfn 1573376, which are not whole blocks/,
    );
  });

  test('one that is not known is named with its step', () => {
    expect(() => readOp({ op: 'frobnicate', block: 1 }, context)).toThrow(
      /step 3 \(poke\): unknown operation .*frobnicate/,
    );
  });

  test('one that lacks what it needs is named with its step', () => {
    expect(() => readOp({ op: 'remove' }, context)).toThrow(/step 3 \(poke\): "remove" has no dimm or id or name/);
  });
});
