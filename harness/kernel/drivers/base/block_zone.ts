/** v5.18+: the block remembers the zone it came online in (drivers/base/memory.c). */
import { EINVAL } from '../../include/errno.ts';
import type { memory_block } from '../../include/memory.ts';
import type { Kernel } from '../../link.ts';

export interface BlockZoneFunctions {
  /** After a successful online: the zone of the block's last page, which every design hands to the buddy. */
  remember_block_zone(mem: memory_block): void;
  /** 0, or -EINVAL for a block that lies in no single zone and so cannot go offline. */
  check_block_zone(mem: memory_block): number;
}

export const block_zone = (k: Kernel): BlockZoneFunctions => ({
  remember_block_zone(mem) {
    if (k.release.blockZone === 'stored')
      mem.zone = k.page_zone(k.pfn_to_page((mem.id + 1) * k.machine.pagesPerBlock - 1));
  },

  check_block_zone: (mem) => (k.release.blockZone === 'stored' && mem.zone === null ? -EINVAL : 0),
});
