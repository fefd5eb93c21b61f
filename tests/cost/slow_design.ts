import type { LinkPatch } from '../../harness/kernel/link.ts';

/** Looks for the new end of a zone twice. */
export const probesTwice: LinkPatch = {
  id: 'probes-twice',
  define: (_, base) => ({
    find_smallest_section_pfn(nid, zone, start_pfn, end_pfn) {
      base.find_smallest_section_pfn(nid, zone, start_pfn, end_pfn);
      return base.find_smallest_section_pfn(nid, zone, start_pfn, end_pfn);
    },
    find_biggest_section_pfn(nid, zone, start_pfn, end_pfn) {
      base.find_biggest_section_pfn(nid, zone, start_pfn, end_pfn);
      return base.find_biggest_section_pfn(nid, zone, start_pfn, end_pfn);
    },
  }),
};
