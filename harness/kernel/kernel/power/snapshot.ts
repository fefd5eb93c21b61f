/**
 * Hibernation (kernel/power/snapshot.c): which pages are saved, what of the machine survives a cycle. After a resume,
 * frames that were not saved hold whatever they held; where such a frame carries struct pages, those are lost. The copy
 * asks for no KASAN shadow: kernel/power/Makefile builds snapshot.o without KASAN, and do_copy_page() is a plain loop.
 */

import { IntervalMap } from '../../../state/interval_map.ts';
import { EBUSY, EINVAL } from '../../include/errno.ts';
import { populated_zone, type Zone, zone_end_pfn } from '../../include/mmzone.ts';
import { PageOffline } from '../../include/page_flags.ts';
import type { Kernel } from '../../link.ts';

export interface SnapshotFunctions {
  /** Whether the image takes this page of this zone. Errors: oopses as reading a struct page does. */
  saveable_page(zone: Zone, pfn: number): boolean;
  /** Take the image. Errors: -EBUSY while one exists. */
  hibernate(): number;
  /** Restore it: every frame that was not saved is lost. Errors: -EINVAL without an image. */
  resume(): number;
  /** The bytes of these frames change behind the kernel's back: struct pages they carry become garbage. */
  loseFrames(start_pfn: number, end_pfn: number): void;
}

export const snapshot = (k: Kernel): SnapshotFunctions => ({
  saveable_page(zone, pfn) {
    if (!k.pfn_valid(pfn)) return false;
    const page = k.pfn_to_online_page(pfn);
    if (page === null || k.page_zone(page) !== zone) return false;
    if (k.maps.page_flags.get(pfn) & PageOffline) return false;
    return true;
  },

  hibernate() {
    if (k.image) return -EBUSY;
    const saved = new IntervalMap<boolean>(false);
    for (const pgdat of k.node_data)
      for (const zone of pgdat.node_zones) {
        if (!populated_zone(zone)) continue;
        k.for_each_pfn_group(zone.zone_start_pfn, zone_end_pfn(zone), 1, (pfn, members) => {
          k.count('pages looked at by the hibernation walk');
          if (!k.saveable_page(zone, pfn)) return;
          k.count('pages saved');
          saved.set(pfn, pfn + members, true);
        });
      }
    k.image = { saved };
    return 0;
  },

  resume() {
    if (!k.image) return -EINVAL;
    const { saved } = k.image;
    k.image = undefined;
    for (const [start, end] of k.maps.direct_map.present())
      for (const [from, to, kept] of saved.runs(start, end)) if (!kept) k.loseFrames(from, to);
    return 0;
  },

  loseFrames(start_pfn, end_pfn) {
    const { pagesPerBlock, structPageBytes, pageBytes } = k.machine;
    const lose = (first: number, end: number) => {
      k.count('struct pages lost', end - first);
      k.update_pages('memmap', first, end, (content) => (content === 'unmapped' ? content : 'garbage'));
    };
    for (const [from, to] of k.maps.vmemmap_frame.runs(start_pfn, end_pfn).filter(([, , holds]) => holds)) {
      for (let frame = from; frame < to; ) {
        const block = frame - (frame % pagesPerBlock);
        const last = Math.min(to, block + pagesPerBlock);
        const first = block + Math.floor(((frame - block) * pageBytes) / structPageBytes);
        const end = Math.min(block + pagesPerBlock, block + Math.ceil(((last - block) * pageBytes) / structPageBytes));
        k.witness('struct pages of a self-hosted vmemmap were lost');
        lose(first, end);
        frame = last;
      }
    }
    for (const [pfn, frames] of k.memmapFrames) {
      let bytes = 0;
      for (const [from, to] of frames) {
        const [first, last] = [Math.max(from, start_pfn), Math.min(to, end_pfn)];
        const describes = (frame: number) => pfn + (bytes + (frame - from) * pageBytes) / structPageBytes;
        if (first < last) lose(Math.floor(describes(first)), Math.ceil(describes(last)));
        bytes += (to - from) * pageBytes;
      }
    }
  },
});
