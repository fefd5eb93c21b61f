/** The mistakes of the sketch, each with its repair. The first two let it come online at all. */
import { defineRepair, type Kernel, type memory_block, type Zone, zone_to_nid } from '../../harness/design.ts';
import { freeInNaturalOrders } from '../shared/natural_orders.ts';
import { checkPageblockStart } from '../shared/relaxed_alignment.ts';
import type { Sketch } from './poc_posted.ts';

export const relaxedAlignment = defineRepair({
  name: 'relaxed-alignment',
  title: 'the alignment check of online_pages() is relaxed, else nothing comes online',
  replaces: { checkOnlineRange: 'a07a9985e0' },
  patch: (k) => ({ checkOnlineRange: (pfn: number, nr_pages: number) => checkPageblockStart(k, pfn, nr_pages) }),
});

export const chunksThatFit = defineRepair({
  name: 'chunks-that-fit',
  title: 'the range is freed in chunks that fit it',
  replaces: { online_pages_range: '7f469a42aa' },
  patch: (k) => ({
    online_pages_range(start_pfn: number, nr_pages: number) {
      freeInNaturalOrders(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});

type Called = Sketch & Pick<Kernel, 'machine' | 'NODE_DATA' | 'remove_pfn_range_from_zone'>;

/** The opposite of what onlining did for the vmemmap pages. */
export function takeVmemmapBack(k: Called, zone: Zone, { id, nr_vmemmap_pages }: memory_block): void {
  const { pagesPerBlock } = k.machine;
  const present = k.vmemmapPresentPages(pagesPerBlock, nr_vmemmap_pages);
  zone.present_pages -= present;
  k.NODE_DATA(zone_to_nid(zone)).node_present_pages -= present;
  k.remove_pfn_range_from_zone(zone, id * pagesPerBlock, nr_vmemmap_pages);
}

export const pocRepairs = [
  relaxedAlignment,
  chunksThatFit,

  defineRepair<Sketch>({
    name: 'counts-vmemmap-only',
    title: 'the vmemmap pages become present, not once more the whole block',
    replaces: { vmemmapPresentPages: 'e0ccd3c5dd' },
    patch: () => ({ vmemmapPresentPages: (_nr_pages: number, nr_vmemmap_pages: number) => nr_vmemmap_pages }),
  }),

  defineRepair<Sketch>({
    name: 'undone-on-failure',
    title: 'takes the vmemmap pages back when online_pages() fails',
    replaces: { undoVmemmap: '198547b539' },
    patch: (k) => ({ undoVmemmap: (zone: Zone, mem: memory_block) => takeVmemmapBack(k, zone, mem) }),
  }),

  defineRepair<Sketch>({
    name: 'offlines-the-rest',
    title: 'offline_pages() is handed the block without its vmemmap pages, which are taken back when it succeeded',
    replaces: { memory_block_offline: 'e1cf0bcef7' },
    patch: (k) => ({
      memory_block_offline(mem: memory_block) {
        const zoneless = k.check_block_zone(mem);
        if (zoneless) return zoneless;
        const { nr_vmemmap_pages } = mem;
        const start_pfn = mem.id * k.machine.pagesPerBlock;
        const nr_pages = k.machine.pagesPerBlock - nr_vmemmap_pages;
        const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages, mem, mem.group);
        if (ret) return ret;
        const zone = nr_vmemmap_pages ? k.page_zone(k.pfn_to_page(start_pfn)) : null;
        if (zone) takeVmemmapBack(k, zone, mem);
        mem.zone = null;
        return 0;
      },
    }),
  }),
];
