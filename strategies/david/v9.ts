/** The final shape with v5's two loops: a lead-in by pageblocks up to the first largest chunk, then largest chunks. */
import { defineDesign } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import { freeWithPageblockLeadIn } from '../shared/pageblock_lead_in.ts';
import v10 from './v10.ts';

export default defineDesign<Record<never, never>, MemmapOnMemory>({
  id: 'david',
  revision: 'v9',
  title: 'the helpers in their final order, the range still freed by two loops',
  provenance: 'posted',
  source: { messageId: '20210416112411.9826-5-osalvador@suse.de', series: 'v9 4/8' },
  on: ['linux@5.12'],
  family: 'david',
  order: 7,
  over: [v10],
  replaces: { online_pages_range: 'fe8b659391' },
  patch: (k) => ({
    online_pages_range(start_pfn, nr_pages) {
      freeWithPageblockLeadIn(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
