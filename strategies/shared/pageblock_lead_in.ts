/** v5's way to free a range that starts inside a largest chunk: pageblocks up to its end, then largest chunks. */
import { IS_ALIGNED, type Kernel } from '../../harness/design.ts';

/** Pages [pfn, end_pfn) to the buddy. Errors: with DEBUG_VM oopses on a start that is no pageblock boundary. */
export function freeWithPageblockLeadIn(
  k: Pick<Kernel, 'machine' | 'generic_online_page' | 'oops'>,
  pfn: number,
  end_pfn: number,
): void {
  const { pageblockPages, maxOrder } = k.machine;
  const largest = 2 ** maxOrder;
  if (k.machine.config.debug_vm && !IS_ALIGNED(pfn, pageblockPages))
    k.oops(`VM_BUG_ON(!IS_ALIGNED(pfn, pageblock_nr_pages)): ${pfn}`);
  let at = pfn;
  for (; at < end_pfn && !IS_ALIGNED(at, largest); at += pageblockPages)
    k.generic_online_page(at, Math.log2(pageblockPages));
  if (at < end_pfn) k.generic_online_page(at, maxOrder, Math.ceil((end_pfn - at) / largest));
}
