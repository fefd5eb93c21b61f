/**
 * Michal Hocko's first suggestion taken at its word: the caller moves the start by the vmemmap pages and shortens the
 * length, and nothing else is done about them.
 */
import { defineDesign } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { offsetBlock } from '../shared/offset_block.ts';
import { freeWithPageblockLeadIn } from '../shared/pageblock_lead_in.ts';
import { checkPageblockStart } from '../shared/relaxed_alignment.ts';

export default defineDesign<Record<never, never>, MemmapOnMemory>({
  id: 'michal',
  revision: 'offset-only',
  title: 'pfn and nr_pages offset by the caller, nothing else',
  provenance: 'reconstructed',
  source: { messageId: 'YFm+7ifpyzm6eNy8@dhcp22.suse.cz' },
  repairs: [
    'online_pages() accepts a start on a pageblock boundary, else nothing comes online',
    'the range is freed from pageblocks up to the first largest chunk, as in v5',
  ],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 1,
  over: [memmapOnMemory],
  replaces: {
    memory_block_online: '8a065ac380',
    memory_block_offline: 'e1cf0bcef7',
    checkOnlineRange: 'a07a9985e0',
    online_pages_range: '7f469a42aa',
  },
  patch: (k) => ({
    ...offsetBlock(k),

    checkOnlineRange: (pfn, nr_pages) => checkPageblockStart(k, pfn, nr_pages),

    online_pages_range(start_pfn, nr_pages) {
      freeWithPageblockLeadIn(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
