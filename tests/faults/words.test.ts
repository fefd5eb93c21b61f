import { expect, test } from 'vitest';
import { titlesOf } from '../../harness/faults/words.ts';
import { invariants } from '../../harness/invariants/registry.ts';
import type { Violation } from '../../harness/types/result.ts';

const wrong = (invariant: string, message = '', where = ''): Violation => ({
  invariant,
  class: 'crash',
  step: 0,
  message,
  where,
  claims: [],
});
/** The longest name of a function that a patch of the thread brings. */
const longest = 'mhp_deinit_memmap_on_memory';

test.each(invariants.map(({ id }) => id))('%s fits a table behind the longest name of a function', (id) => {
  const { short, title } = titlesOf(longest, wrong(id));
  // 100 columns less five designs, what it takes and the number of fixtures leave 62.
  expect(short.length).toBeLessThanOrEqual(62);
  expect(title.startsWith(`${longest}() `)).toBe(true);
});

test('no two invariants of a topic are told alike at length', () => {
  const long = invariants.map(({ fault }) => fault.long);
  expect(new Set(long).size).toBe(long.length);
});

test('a title has no page in it', () => {
  const { title } = titlesOf('f', wrong('oops', 'VM_BUG_ON(PagePoisoned): struct page of pfn 1573376 is poisoned'));
  expect(title).toBe('f() stops the kernel: VM_BUG_ON(PagePoisoned): a struct page is poisoned');
});

test('how a kernel stops is said in short', () => {
  const message = 'page fault: pfn 12 is freed and its section has no usage map any more (get_pfnblock_migratetype)';
  expect(titlesOf('f', wrong('oops', message)).short).toBe('f() frees where no section is');
  expect(titlesOf('f', wrong('oops', 'something else')).short).toBe('f() stops the kernel');
});

test('an expectation is told by its field', () => {
  const { short } = titlesOf('f', wrong('expectation', 'node.memory of 1 is 1, expected 0', 'node.memory 1'));
  expect(short).toBe('f() leaves node.memory wrong');
});
