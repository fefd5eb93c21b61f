/**
 * Where the struct pages of a section live, and giving that memory back (mm/sparse-vmemmap.c,
 * arch/x86/mm/init_64.c:vmemmap_populate_hugepages). x86-64 maps PMDs; an altmap that runs dry is -ENOMEM, there is
 * no fallback, where ordinary memory without a whole PMD is used page by page.
 */
import { ENOMEM } from '../include/errno.ts';
import type { vmem_altmap } from '../include/memremap.ts';
import { PG_reserved } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';
import type { PageRange } from '../state.ts';

export interface SparseVmemmapFunctions {
  /** First frame of `nr_pfns` taken from the altmap, or a negative errno. */
  altmap_alloc_block_buf(nr_pfns: number, altmap: vmem_altmap): number;
  vmem_altmap_free(altmap: vmem_altmap, nr_pfns: number): void;
  /** Ordinary memory for `nr_frames` of a memmap, in one piece or page by page; null when there is none. */
  vmemmap_alloc_block(nr_frames: number, nid: number): PageRange[] | null;
  /** The ordinary memory under the memmap that begins at `pfn` goes back to the buddy. */
  vmemmap_free(pfn: number): void;
  populate_section_memmap(pfn: number, nr_pages: number, nid: number, altmap: vmem_altmap | null): number;
  depopulate_section_memmap(pfn: number, nr_pages: number, altmap: vmem_altmap | null): void;
  /**
   * Frames of a vmemmap go back to the buddy, by struct pages that lie in them. Errors: oopses where those are not mapped
   * any more, or poisoned, and where the section they are in was emptied before.
   */
  free_hugepage_table(pfn: number, nr_frames: number): void;
  /** DEBUG_VM: fill struct pages with ones. */
  page_init_poison(pfn: number, nr_pages: number): void;
}

export const sparse_vmemmap = (k: Kernel): SparseVmemmapFunctions => {
  const { machine } = k;
  /** Frames that hold the struct pages of nr_pages pages. */
  const framesFor = (nr_pages: number) => Math.ceil((nr_pages * machine.structPageBytes) / machine.pageBytes);
  /** Of the vmemmap, frames that begin with the struct pages of these: of several sections in one frame the first has it. */
  const framesAt = (pfn: number, nr_pages: number) => framesFor(pfn + nr_pages) - framesFor(pfn);
  /** The largest power of two that divides n. */
  const lowestBit = (n: number) => {
    let bit = 1;
    while (n % (bit * 2) === 0) bit *= 2;
    return bit;
  };

  return {
    altmap_alloc_block_buf(nr_pfns, altmap) {
      const next = altmap.base_pfn + altmap.reserve + altmap.alloc + altmap.align;
      const alignment = lowestBit(nr_pfns);
      const align = Math.ceil(next / alignment) * alignment - next;
      if (nr_pfns + align > altmap.free - (altmap.alloc + altmap.align)) return -ENOMEM;
      altmap.align += align;
      altmap.alloc += nr_pfns;
      return next + align;
    },

    vmem_altmap_free(altmap, nr_pfns) {
      altmap.alloc -= nr_pfns;
    },

    vmemmap_alloc_block(nr_frames, nid) {
      const whole = nr_frames === machine.pmdPages ? k.alloc_pages_node(nid, nr_frames) : null;
      return whole ? [whole] : k.allocPagesBulkNode(nid, nr_frames, 'memmap');
    },

    vmemmap_free(pfn) {
      for (const [start, end] of k.memmapFrames.get(pfn) ?? []) k.__free_pages(start, end - start);
      k.memmapFrames.delete(pfn);
    },

    populate_section_memmap(pfn, nr_pages, nid, altmap) {
      const frames = framesAt(pfn, nr_pages);
      const injected = k.injected_failure('populate_section_memmap');
      if (injected) return injected;
      // A part of a section has its memmap in base pages, which are never taken from the altmap.
      const useAltmap = nr_pages === machine.pagesPerSection ? altmap : null;
      const chunk = frames % machine.pmdPages === 0 ? machine.pmdPages : frames;
      for (let done = 0; done < frames; done += chunk) {
        if (useAltmap) {
          const frame = k.altmap_alloc_block_buf(chunk, useAltmap);
          if (frame < 0) return frame;
          k.set_pages('vmemmap_frame', frame, frame + chunk, true);
          k.count('vmemmap pages from the altmap', chunk);
        } else {
          const block = k.vmemmap_alloc_block(chunk, nid);
          if (!block) {
            k.vmemmap_free(pfn);
            return -ENOMEM;
          }
          k.memmapFrames.set(pfn, [...(k.memmapFrames.get(pfn) ?? []), ...block]);
          k.count('vmemmap pages of existing memory', chunk);
        }
        k.count('vmemmap PMDs populated', Math.max(1, chunk / machine.pmdPages));
      }
      k.set_pages('memmap', pfn, pfn + nr_pages, 'raw');
      k.set_pages('memmap_from_altmap', pfn, pfn + nr_pages, useAltmap !== null);
      k.set_pages('page_link', pfn, pfn + nr_pages, -1);
      k.set_pages('page_flags', pfn, pfn + nr_pages, 0);
      k.set_pages('page_refcount', pfn, pfn + nr_pages, 0);
      return 0;
    },

    depopulate_section_memmap(pfn, nr_pages, altmap) {
      const frames = framesAt(pfn, nr_pages);
      const own = k.maps.memmap_from_altmap.get(pfn);
      k.count('vmemmap PMDs torn down', Math.max(1, frames / machine.pmdPages));
      if (altmap) {
        k.vmem_altmap_free(altmap, frames);
        k.memmapFrames.delete(pfn);
        if (!own)
          k.incident(
            'leak',
            `vmemmap of pfn ${pfn} was ordinary memory and is dropped as the altmap's: ${frames} pages lost`,
            pfn,
            pfn + nr_pages,
          );
      } else if (own) {
        const block = Math.floor(pfn / machine.pagesPerBlock) * machine.pagesPerBlock;
        const offset = framesFor(pfn - block);
        k.free_hugepage_table(block + offset, frames);
      } else {
        k.vmemmap_free(pfn);
        k.count('vmemmap pages given back', frames);
      }
      k.set_pages('memmap', pfn, pfn + nr_pages, 'unmapped');
      k.set_pages('memmap_from_altmap', pfn, pfn + nr_pages, false);
      for (const attribute of ['page_flags', 'page_refcount'] as const) k.set_pages(attribute, pfn, pfn + nr_pages, 0);
      k.set_pages('page_link', pfn, pfn + nr_pages, -1);
      k.set_pages('page_use', pfn, pfn + nr_pages, undefined);
      k.set_pages('vmemmap_frame', pfn, pfn + nr_pages, false);
    },

    free_hugepage_table(pfn, nr_frames) {
      k.touchPage(k.pfn_to_page(pfn));
      const zeros = k.maps.memmap.get(pfn) === 'raw' && !machine.config.dirty_memory;
      // put_page_testzero() makes -1 of a zero, and misses it. __free_pages() then frees all but the first page, in orders
      // from the half down to a single one, and only the last of them is not looked at.
      if (zeros) k.bad_page(pfn, pfn + nr_frames, nr_frames - 2);
      // A page that is taken asks for the migratetype of its pageblock, which went with the section's usage map just before.
      if (k.maps.pageblock_migratetype.get(pfn) === undefined)
        k.oops(`page fault: pfn ${pfn} is freed and its section has no usage map any more (get_pfnblock_migratetype)`);
      k.witness('a self-hosted vmemmap was freed to the buddy');
      k.set_pages('stray_free', pfn, pfn + nr_frames, true);
      k.update_pages('page_flags', pfn, pfn + nr_frames, (flags) => flags & ~PG_reserved);
      k.incident(
        'corruption',
        `${nr_frames} pages of a removed block's own vmemmap went to the buddy`,
        pfn,
        pfn + nr_frames,
      );
    },

    page_init_poison(pfn, nr_pages) {
      if (!machine.config.debug_vm) return;
      k.count('struct pages poisoned', nr_pages);
      k.set_pages('memmap', pfn, pfn + nr_pages, 'poison');
    },
  };
};
