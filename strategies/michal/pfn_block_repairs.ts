/** The two slips of the block-relative exception, each with its repair. */
import { defineRepair } from '../../harness/design.ts';
import type { IsVmemmapPage } from './pfn_block.ts';

export const exceptionRepairs = [
  defineRepair<IsVmemmapPage>({
    name: 'first-page-behind',
    title: 'compares with >=, so that the first page behind the vmemmap is not accepted',
    patch: (k) => ({
      is_vmemmap_page(pfn: number) {
        const mem = k.find_memory_block(k.pfn_to_section_nr(pfn));
        if (!mem?.nr_vmemmap_pages) return false;
        const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
        return !(pfn - start_pfn >= mem.nr_vmemmap_pages);
      },
    }),
  }),

  defineRepair<IsVmemmapPage>({
    name: 'drops-reference',
    title: 'drops the reference that find_memory_block() takes',
    patch: (k, _posted, hunk) => ({
      is_vmemmap_page: (pfn: number) =>
        hunk('is_vmemmap_page', {
          find_memory_block(section_nr) {
            const mem = k.find_memory_block(section_nr);
            if (mem) k.put_device(mem);
            return mem;
          },
        })(pfn),
    }),
  }),
];
