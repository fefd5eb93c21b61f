/** What upstream changed in the same functions without meaning to change what they do, and bugs beyond the model. */
import { EINVAL } from '../kernel/include/errno.ts';
import { IS_ALIGNED } from '../kernel/include/mmzone.ts';
import { changed, type ModelChange } from '../mutants/change.ts';
import type { Beyond, Neutral } from './entry.ts';

const resizeLocks = ['zone span seqlock', 'pgdat resize lock'];

const without =
  (names: readonly string[]): ModelChange =>
  (k) => {
    const { lock, unlock } = k;
    return {
      lock: (name: string) => (names.includes(name) ? undefined : lock(name)),
      unlock: (name: string) => (names.includes(name) ? undefined : unlock(name)),
    };
  };

export const neutral: readonly Neutral[] = [
  {
    id: 'no-resize-locks',
    title: 'mm/memory_hotplug: drop the span seqlock and the resize lock from hotplug',
    commit: '27cacaad16c5',
    at: 'mm/memory_hotplug.c:move_pfn_range_to_zone',
    about: 'locks that nobody else takes any more',
    before: { stack: 'linux@5.12+unpatched' },
    after: { stack: 'linux@5.12+unpatched', change: without(resizeLocks) },
  },
  {
    id: 'relaxed-alignment',
    title: 'mm,memory_hotplug: relax fully spanned sections check',
    commit: 'dd8e2f230d82',
    at: 'mm/memory_hotplug.c:online_pages',
    about: 'a range may begin inside a section; nobody hands one in yet',
    before: { stack: 'linux@5.12+unpatched' },
    after: {
      stack: 'linux@5.12+unpatched',
      change: changed('checkOnlineRange', ({ machine }) => (pfn: number, nr_pages: number) => {
        const { pageblockPages, pagesPerSection } = machine;
        return nr_pages && IS_ALIGNED(pfn, pageblockPages) && IS_ALIGNED(pfn + nr_pages, pagesPerSection) ? 0 : -EINVAL;
      }),
    },
  },
  {
    id: 'merged-and-off',
    title: 'mm,memory_hotplug: allocate memmap from the added memory range',
    commit: 'a08a2ae34613',
    at: 'mm/memory_hotplug.c:add_memory_resource',
    about: 'the feature itself, with the switch off',
    config: { memmap_on_memory: 'off' },
    before: { stack: 'linux@5.12+unpatched' },
    after: { stack: 'linux@5.12+david@v6.7' },
  },
  {
    id: 'shipped-and-off',
    title: 'all that v6.1 is shipped with of the feature, with the switch off',
    at: 'drivers/base/memory.c:memory_block_online',
    about: 'the wrappers, the lock in them, the flag on memmap pages',
    config: { memmap_on_memory: 'off' },
    before: { stack: 'linux@6.1+unpatched' },
    after: { stack: 'linux@6.1' },
  },
];

export const beyond: readonly Beyond[] = [
  {
    id: 'hugetlb-vmemmap',
    title: 'freeing of vmemmap pages of huge pages, where these pages are the block itself',
    commit: '4bab4964a59f',
    reason: 'the model has no optimisation of the vmemmap of huge pages',
  },
  {
    id: 'altmap-without-bounds',
    title: 'the altmap that a removal makes up has no base and no size',
    commit: '1a8c64e11043',
    reason: 'only powerpc reads them, and the model tears every vmemmap down as x86-64 does',
  },
  {
    id: 'pages-kept-back',
    title: 'pages that a driver never gave to the buddy are subtracted from managed when they go',
    commit: '503b158fc30f',
    reason: 'the model has no driver that keeps pages back (online_page_callback)',
  },
  {
    id: 'altmap-after-registration',
    title: 'a block can be found before it knows its altmap (6.12.95)',
    reason: 'nobody looks at a block while it is being added: readers run inside onlining and offlining only',
  },
];
