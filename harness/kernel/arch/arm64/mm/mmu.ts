/** arm64 keeps its boot memory (arch/arm64/mm/mmu.c, bbd6ec605c0f, v5.7). */
import { EPERM } from '../../../include/errno.ts';
import type { MemEvent, memory_notify } from '../../../include/memory.ts';
import type { Kernel } from '../../../link.ts';

export interface Arm64Functions {
  /** -EPERM, which is what NOTIFY_BAD says, for MEM_GOING_OFFLINE of a range with a section of boot memory. */
  prevent_bootmem_remove_notifier(event: MemEvent, arg: memory_notify): number;
}

export const mmu = (k: Kernel): Arm64Functions => ({
  prevent_bootmem_remove_notifier(event, { start_pfn, nr_pages }) {
    if (event !== 'MEM_GOING_OFFLINE') return 0;
    for (let pfn = start_pfn; pfn < start_pfn + nr_pages; pfn += k.machine.pagesPerSection)
      if (k.early_section(k.pfn_to_section_nr(pfn))) {
        k.witness('prevent_bootmem_remove_notifier: boot memory');
        return -EPERM;
      }
    return 0;
  },
});
