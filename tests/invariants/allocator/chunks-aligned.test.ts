import { expect, test } from 'vitest';
import chunksAligned from '../../../harness/invariants/allocator/chunks-aligned.ts';
import { smallMachine } from '../../kernel/machine.ts';
import { atRest } from '../at_rest.ts';

const { config } = smallMachine();
/** Without DEBUG_VM, with which the kernel is gone before anybody looks. */
const noted = () => atRest([], { machine: smallMachine({ config: { ...config, debug_vm: false } }) });

test('a chunk at a multiple of its size is well', () => {
  const m = noted();
  m.k.generic_online_page(104, 3);
  expect(m.told(chunksAligned)).toBeUndefined();
});

test('a chunk that begins elsewhere is told', () => {
  const m = noted();
  m.k.generic_online_page(100, 3);
  expect(m.told(chunksAligned)).toEqual({
    message: 'a chunk of order 3 is freed at pfn 100, which is not aligned to it',
    where: 'pages 100+8',
  });
});

test.each([
  ['corruption', 'free_hugepage_table'],
  ['leak', 'generic_online_page'],
])('a %s by %s() is told elsewhere', (kind, by) => {
  const m = noted();
  m.k.incidents.push({ kind, by, message: '', start: 256, end: 264, locks: [] });
  expect(m.told(chunksAligned)).toBeUndefined();
});
