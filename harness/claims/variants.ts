/**
 * What-ifs that somebody in the thread argued about and nobody posted, and mishaps that no scenario can bring about:
 * small patches over a design, written after it as `michal@pfn-block~constant-vmemmap`.
 */
import { ALIGN, ALIGN_DOWN } from '../design.ts';
import type { memory_block } from '../kernel/include/memory.ts';
import { new_altmap, type vmem_altmap } from '../kernel/include/memremap.ts';
import type { Zone } from '../kernel/include/mmzone.ts';
import type { Kernel, KernelFunction, LinkPatch } from '../kernel/link.ts';

export interface Variant extends LinkPatch {
  title: string;
}

/** Functions that designs add to the table. */
interface Added {
  mhp_memmap_on_memory(): boolean;
  reserveVmemmapSpace(nid: number, pfn: number, nr_pages: number): void;
  mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number): void;
}

const variant = (
  id: string,
  title: string,
  define: (k: Kernel & Added) => Record<string, KernelFunction>,
): Variant => ({ id, title, define: (k) => define(k as Kernel & Added) });

const variants: readonly Variant[] = [
  variant('relaxed-contiguous', 'set_zone_contiguous() takes vmemmap pages of another zone for the zone’s own', (k) => {
    const probe = k.__pageblock_pfn_to_page;
    return {
      __pageblock_pfn_to_page(start_pfn: number, end_pfn: number, zone: Parameters<typeof probe>[2]) {
        if (k.maps.vmemmap_frame.get(start_pfn) && k.pfn_to_online_page(start_pfn) !== null)
          return k.pfn_to_page(start_pfn);
        return probe(start_pfn, end_pfn, zone);
      },
    };
  }),
  variant(
    'constant-vmemmap',
    'pfn_to_online_page() looks up the block only for pfns below the constant number of vmemmap pages',
    (k) => {
      const { pfn_to_online_page } = k;
      const { pagesPerBlock, structPageBytes, pageBytes } = k.machine;
      const nr_vmemmap_pages = (pagesPerBlock * structPageBytes) / pageBytes;
      return {
        pfn_to_online_page: (pfn: number) =>
          k.online_section(k.pfn_to_section_nr(pfn)) || pfn % pagesPerBlock < nr_vmemmap_pages
            ? pfn_to_online_page(pfn)
            : null,
      };
    },
  ),
  variant('sub-section-map', 'the reservation marks its sub-sections online in a map of their own', (k) => {
    const { pfn_to_online_page, reserveVmemmapSpace } = k;
    const marked: [number, number][] = [];
    return {
      reserveVmemmapSpace(nid: number, pfn: number, nr_pages: number) {
        reserveVmemmapSpace(nid, pfn, nr_pages);
        marked.push([pfn, ALIGN(pfn + nr_pages, k.machine.pagesPerSubsection)]);
      },
      pfn_to_online_page(pfn: number) {
        const page = pfn_to_online_page(pfn);
        if (page !== null) return page;
        return marked.some(([start, end]) => pfn >= start && pfn < end) && k.pfn_section_valid(pfn)
          ? k.pfn_to_page(pfn)
          : null;
      },
    };
  }),
  variant('unaccounted-late', 'the vmemmap pages leave the present pages after offline_pages(), not before', (k) => {
    const { adjust_present_page_count, mhp_deinit_memmap_on_memory } = k;
    return {
      adjust_present_page_count(zone: Zone | null, nr_pages: number) {
        if (nr_pages < 0 && !k.calls.includes('offline_pages')) return;
        adjust_present_page_count(zone, nr_pages);
      },
      mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number) {
        adjust_present_page_count(k.page_zone(k.pfn_to_page(pfn)), -nr_pages);
        mhp_deinit_memmap_on_memory(pfn, nr_pages);
      },
    };
  }),
  variant('kept-online', 'taking the memmap pages down leaves the online bit of full sections set', (k) => {
    const { mhp_deinit_memmap_on_memory } = k;
    return {
      mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number) {
        mhp_deinit_memmap_on_memory(pfn, nr_pages);
        const end_pfn = ALIGN_DOWN(pfn + nr_pages, k.machine.pagesPerSection);
        if (end_pfn > pfn) k.online_mem_sections(pfn, end_pfn);
      },
    };
  }),
  variant('any-granularity', 'removal takes the first altmap it finds for the whole range', (k) => ({
    altmapForRemoval(start_pfn: number, nr_pages: number): vmem_altmap | null {
      let first: memory_block | undefined;
      k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
        if (mem.nr_vmemmap_pages) first = mem;
        return first ? 1 : 0;
      });
      return first ? new_altmap({ alloc: first.nr_vmemmap_pages }) : null;
    },
  })),
  variant('no-altmap', 'removal forgets that the memmap came from an altmap', () => ({
    altmapForRemoval: () => null,
  })),
  variant('unfenced', 'hot-add takes the memmap from the range whatever its size', (k) => ({
    mhp_supports_memmap_on_memory: () => k.mhp_memmap_on_memory(),
  })),
];

/** `michal@pfn-block~constant-vmemmap` -> the design and the variant. Errors: a plain Error that names what there is. */
export function splitVariant(design: string): { design: string; variant: Variant | undefined } {
  const [id = '', name] = design.split('~');
  if (name === undefined) return { design: id, variant: undefined };
  const found = variants.find((each) => each.id === name);
  if (!found) throw new Error(`no variant "${name}": there are ${variants.map((each) => each.id).join(', ')}`);
  return { design: id, variant: found };
}
