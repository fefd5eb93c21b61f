/** v10's way to free a range: each chunk as large as the alignment of its first pfn allows. */
import type { Kernel } from '../../harness/design.ts';

/**
 * Pages from pfn on to the buddy, until end_pfn is reached or passed: there is no check of the end, it is safe because
 * the end is section-aligned and no chunk is larger than a section.
 */
export function freeInNaturalOrders(
  k: Pick<Kernel, 'machine' | 'generic_online_page'>,
  pfn: number,
  end_pfn: number,
): void {
  const { maxOrder } = k.machine;
  const largest = 2 ** maxOrder;
  let at = pfn;
  while (at < end_pfn) {
    if (at % largest === 0) {
      k.generic_online_page(at, maxOrder, Math.ceil((end_pfn - at) / largest));
      return;
    }
    let order = 0;
    while (at % 2 ** (order + 1) === 0) order++;
    k.generic_online_page(at, order);
    at += 2 ** order;
  }
}
