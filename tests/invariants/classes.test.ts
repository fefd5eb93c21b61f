import { describe, expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { listInvariants } from '../../harness/invariants/registry.ts';
import { runFixture } from '../../harness/run/run.ts';

const { fixtures } = await loadCorpus();
const violation = (fixture: string, design: string, invariant: string, config = {}) =>
  runFixture(fixtures.find(({ id }) => id === fixture)!, `linux@5.12+${design}`, { config }).violations.find(
    (each) => each.invariant === invariant,
  );

describe('the class of an invariant', () => {
  test.each(listInvariants().map((each) => [each.id, each] as const))('%s is argued by a reader', (_, each) => {
    expect(each.suffers.reader).toMatch(/^[\w./-]+\.c:\w+$/);
    expect(each.suffers.how.length).toBeGreaterThan(15);
    if (each.class === 'wrong number to user space') expect(each.suffers.how).toMatch(/\/proc\/|\/sys\//);
  });

  // mm/compaction.c:isolate_freepages_block reads the struct pages of every pageblock of a contiguous zone.
  test('of contiguous: a crash once the block is unplugged, whose struct pages compaction then reads', () => {
    const found = violation('full-section/and-shared-second-block', 'david@v8', 'span/contiguous-is-true');
    expect(found).toMatchObject({ class: 'crash' });
  });

  // Reserved memmap of another zone is neither free nor on an LRU list.
  test('of contiguous: hygiene over the reserved memmap of another zone', () => {
    const found = violation('zone-span/gap-between-dimms', 'michal@reserve', 'span/contiguous-is-true');
    expect(found).toMatchObject({ class: 'hygiene' });
  });

  // kmemleak's scan has the pages the next time, and struct pages hold no pointers.
  test('of a torn read by a debug scanner: hygiene', () => {
    const found = violation('contiguous/first-block-goes', 'david@v10', 'locks/reader-misses-pages');
    expect(found).toMatchObject({ class: 'hygiene' });
  });

  // mm/page_alloc.c:bad_range is there with CONFIG_DEBUG_VM only; kernel/power/snapshot.c walks spans on every kernel.
  test.each([
    [false, 'data loss'],
    [true, 'crash'],
  ])('of data pages outside their zone, with DEBUG_VM %s: %s', (debug_vm, expected) => {
    const config = { debug_vm };
    const found = violation('hibernation/one-of-two-online', 'michal@offset-only', 'span/pages-in-zone-span', config);
    expect(found?.class).toBe(expected);
  });
});
