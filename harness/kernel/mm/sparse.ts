/** Sections: their life and their online bit (mm/sparse.c). */
import { EEXIST, EINVAL } from '../include/errno.ts';
import type { vmem_altmap } from '../include/memremap.ts';
import {
  ALIGN_DOWN,
  IS_ALIGNED,
  SECTION_HAS_MEM_MAP,
  SECTION_IS_EARLY,
  SECTION_IS_ONLINE,
  SECTION_MARKED_PRESENT,
} from '../include/mmzone.ts';
import type { Kernel } from '../link.ts';

export interface SparseFunctions {
  pfn_to_section_nr(pfn: number): number;
  online_section(section_nr: number): boolean;
  present_section_nr(section_nr: number): boolean;
  early_section(section_nr: number): boolean;
  pfn_section_valid(pfn: number): boolean;
  pfn_valid(pfn: number): boolean;
  /** CONFIG_HOLES_IN_ZONE: holes of boot memory are not pfn_valid(). arm64 up to v5.13. */
  holesInZone(): boolean;
  /** Set the online bit of every section that [start_pfn, end_pfn) touches, beginning with start_pfn's. */
  online_mem_sections(start_pfn: number, end_pfn: number): void;
  offline_mem_sections(start_pfn: number, end_pfn: number): void;
  /** Errors: -EEXIST for a sub-section that is there already, -ENOMEM. */
  sparse_add_section(nid: number, start_pfn: number, nr_pages: number, altmap: vmem_altmap | null): number;
  sparse_remove_section(pfn: number, nr_pages: number, altmap: vmem_altmap | null): void;
  check_pfn_span(pfn: number, nr_pages: number): number;
}

export const sparse = (k: Kernel): SparseFunctions => {
  const { pagesPerSection, pagesPerSubsection } = k.machine;
  const nr = (pfn: number) => Math.floor(pfn / pagesPerSection);

  return {
    pfn_to_section_nr: nr,

    online_section: (section_nr) => (k.sections.get(section_nr) & SECTION_IS_ONLINE) !== 0,

    present_section_nr: (section_nr) => (k.sections.get(section_nr) & SECTION_MARKED_PRESENT) !== 0,

    early_section: (section_nr) => (k.sections.get(section_nr) & SECTION_IS_EARLY) !== 0,

    pfn_section_valid: (pfn) => k.maps.subsection.get(pfn),

    pfn_valid(pfn) {
      const bits = k.sections.get(nr(pfn));
      if (!(bits & SECTION_HAS_MEM_MAP)) return false;
      return ((bits & SECTION_IS_EARLY) !== 0 && !k.holesInZone()) || k.maps.subsection.get(pfn);
    },

    holesInZone: () => k.machine.arch === 'arm64' && !k.release.arm64HolesInitialised,

    online_mem_sections(start_pfn, end_pfn) {
      k.count('section flag writes', Math.ceil((end_pfn - start_pfn) / pagesPerSection));
      k.set_sections(nr(start_pfn), nr(end_pfn - 1) + 1, (bits) => bits | SECTION_IS_ONLINE);
    },

    offline_mem_sections(start_pfn, end_pfn) {
      k.count('section flag writes', Math.ceil((end_pfn - start_pfn) / pagesPerSection));
      k.set_sections(nr(start_pfn), nr(end_pfn - 1) + 1, (bits) => bits & ~SECTION_IS_ONLINE);
    },

    sparse_add_section(nid, start_pfn, nr_pages, altmap) {
      // A section that is there has its root and its usage.
      const fresh = k.sections.get(nr(start_pfn)) === 0;
      const injected = fresh && (k.injected_failure('sparse_index_init') || k.injected_failure('section_activate'));
      if (injected) return injected;
      if (k.maps.subsection.runs(start_pfn, start_pfn + nr_pages).some(([, , present]) => present)) return -EEXIST;
      const ret = k.populate_section_memmap(start_pfn, nr_pages, nid, altmap);
      if (ret) {
        k.witness('sparse_add_section: no memory for the memmap');
        return ret;
      }
      k.set_pages('subsection', start_pfn, start_pfn + nr_pages, true);
      k.page_init_poison(start_pfn, nr_pages);
      k.count('section flag writes');
      k.set_sections(nr(start_pfn), nr(start_pfn) + 1, (bits) => bits | SECTION_MARKED_PRESENT | SECTION_HAS_MEM_MAP);
      // A new section's usage map, pageblock bits with it, comes zeroed; zero is UNMOVABLE.
      if (IS_ALIGNED(start_pfn, pagesPerSection))
        k.set_pages(
          'pageblock_migratetype',
          start_pfn,
          ALIGN_DOWN(start_pfn, pagesPerSection) + pagesPerSection,
          'UNMOVABLE',
        );
      return 0;
    },

    sparse_remove_section(pfn, nr_pages, altmap) {
      // What is gone already is warned about and left alone (clear_subsection_map).
      if (k.maps.subsection.runs(pfn, pfn + nr_pages).some(([, , present]) => !present)) {
        k.witness('sparse_remove_section: already deactivated');
        return;
      }
      k.set_pages('subsection', pfn, pfn + nr_pages, false);
      const section = nr(pfn);
      const first = section * pagesPerSection;
      const empty = !k.maps.subsection.runs(first, first + pagesPerSection).some(([, , present]) => present);
      if (empty) {
        k.set_pages('pageblock_migratetype', first, first + pagesPerSection, undefined);
        k.set_pages('isolated_migratetype', first, first + pagesPerSection, undefined);
        k.count('section flag writes');
        k.set_sections(section, section + 1, (bits) => bits & ~SECTION_HAS_MEM_MAP);
      }
      k.depopulate_section_memmap(pfn, nr_pages, altmap);
      if (empty) k.set_sections(section, section + 1, () => 0);
    },

    check_pfn_span: (pfn, nr_pages) =>
      IS_ALIGNED(pfn, pagesPerSubsection) && IS_ALIGNED(nr_pages, pagesPerSubsection) ? 0 : -EINVAL,
  };
};
