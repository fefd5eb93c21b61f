import { expect, test } from 'vitest';
import buddyPagesOnline from '../../../harness/invariants/allocator/buddy-pages-online.ts';
import { PageBuddy } from '../../../harness/kernel/include/page_flags.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online, block 5, pages 320 to 384, is not; behind it there is nothing. */
const half = () => atRest([plug(4, 2), movable(4)]);

test('free pages of boot memory and of an online block are well', () => {
  const m = half();
  expect(m.k.maps.page_flags.get(100)).toBe(PageBuddy);
  expect(m.k.maps.page_flags.get(300)).toBe(PageBuddy);
  expect(m.told(buddyPagesOnline)).toBeUndefined();
});

test('free pages of an offline block are told', () => {
  const m = half();
  m.k.maps.page_flags.set(330, 332, PageBuddy);
  expect(m.told(buddyPagesOnline)).toEqual({
    message: '2 pages of block 5, which is not online, are free in the buddy',
    where: 'pages 330+2',
  });
});

test.each([
  ['the first page behind an online block', 320, 'block 5'],
  ['a page where no block is', 384, 'pfn 384'],
])('%s is none of it', (_, pfn, of) => {
  const m = half();
  m.k.maps.page_flags.set(pfn, pfn + 1, PageBuddy);
  expect(m.told(buddyPagesOnline)?.message).toContain(`1 pages of ${of}, which is not online`);
});

test('pages of an offline block may have any other flag', () => {
  const m = half();
  m.k.maps.page_flags.set(320, 384, 0xff & ~PageBuddy);
  expect(m.told(buddyPagesOnline)).toBeUndefined();
});

test('a block that goes with its pages in the buddy is told', () => {
  const m = half();
  m.k.memory_blocks.get(4)!.state = 'MEM_OFFLINE';
  expect(m.told(buddyPagesOnline)?.message).toContain('of block 4, which is not online');
});
