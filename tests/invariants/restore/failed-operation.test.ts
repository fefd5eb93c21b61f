import { expect, test } from 'vitest';
import failedOperation from '../../../harness/invariants/restore/failed-operation.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** What is told when an operation on block 4 that ends with `ret` does this to the machine. */
function operation(ret: number, does: (m: ReturnType<typeof atRest>) => void, kind: 'online' | 'add' = 'online') {
  const m = atRest([plug(4, 2), movable(5)]);
  const { watch, told } = m.watched(failedOperation);
  const of = { kind, start: 256, pages: 64 } as const;
  watch.begin?.(of);
  does(m);
  watch.end?.(of, ret);
  return told;
}
const countOneMore = (m: ReturnType<typeof atRest>) => {
  m.zone('Movable').present_pages++;
};

test('an operation that fails and leaves nothing is well', () => {
  expect(operation(-16, () => {})).toEqual([]);
});

test('what a failed onlining left is told, with what was there', () => {
  expect(operation(-16, countOneMore)).toMatchObject([
    {
      message: 'onlining failed with EBUSY and left present pages of 0:Movable at 65 (before: 64)',
      where: 'block 4',
    },
  ]);
});

test('what more there is, is counted', () => {
  const found = operation(
    -12,
    (m) => {
      countOneMore(m);
      m.zone('Movable').spanned_pages = 128;
      m.k.sections.set(5, 6, 0);
    },
    'add',
  );
  expect(found[0]?.message).toMatch(/^adding failed with ENOMEM and left .*, 2 more\)$/);
});

test('an operation that succeeds may change what it likes', () => {
  expect(operation(0, countOneMore)).toEqual([]);
});

test('an operation in another is held against its own beginning', () => {
  const m = atRest([plug(4, 2), movable(5)]);
  const { watch, told } = m.watched(failedOperation);
  const outer = { kind: 'add', start: 256, pages: 64 } as const;
  const inner = { kind: 'online', start: 256, pages: 64 } as const;
  watch.begin?.(outer);
  countOneMore(m);
  watch.begin?.(inner);
  watch.end?.(inner, -16);
  expect(told).toEqual([]);
  watch.end?.(outer, 0);
  expect(told).toEqual([]);
});
