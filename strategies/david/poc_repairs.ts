/** The mistakes of the sketch, each with its repair. The first two let it come online at all. */
import {
  __ffs,
  defineRepair,
  EINVAL,
  IS_ALIGNED,
  type Kernel,
  type OnlineType,
  type Zone,
  zone_to_nid,
} from '../../harness/design.ts';
import type { Sketch } from './poc_posted.ts';

export const relaxedAlignment = defineRepair({
  name: 'relaxed-alignment',
  title: 'the alignment check of online_pages() is relaxed, else nothing comes online',
  patch: (k) => ({
    checkOnlineRange(pfn: number, nr_pages: number) {
      const { pageblockPages, pagesPerSection } = k.machine;
      return nr_pages && IS_ALIGNED(pfn, pageblockPages) && IS_ALIGNED(pfn + nr_pages, pagesPerSection) ? 0 : -EINVAL;
    },
  }),
});

export const chunksThatFit = defineRepair({
  name: 'chunks-that-fit',
  title: 'the range is freed in chunks that fit it',
  patch: (k) => ({
    online_pages_range(start_pfn: number, nr_pages: number) {
      const { maxOrder } = k.machine;
      const end_pfn = start_pfn + nr_pages;
      for (let pfn = start_pfn; pfn < end_pfn; ) {
        const order = Math.min(maxOrder, __ffs(pfn));
        // From the first chunk of the largest order on all are, and go in one call.
        const chunks = order === maxOrder ? Math.ceil((end_pfn - pfn) / 2 ** order) : 1;
        k.generic_online_page(pfn, order, chunks);
        pfn += chunks * 2 ** order;
      }
      k.online_mem_sections(start_pfn, end_pfn);
    },
  }),
});

/** Takes the vmemmap pages from the zone, and off the present pages what onlining added for them. */
function takeVmemmapBack(
  k: Pick<Kernel, 'NODE_DATA' | 'remove_pfn_range_from_zone'>,
  zone: Zone,
  { start_pfn, nr_vmemmap_pages, present }: { start_pfn: number; nr_vmemmap_pages: number; present: number },
): void {
  zone.present_pages -= present;
  k.NODE_DATA(zone_to_nid(zone)).node_present_pages -= present;
  k.remove_pfn_range_from_zone(zone, start_pfn, nr_vmemmap_pages);
}

export const pocRepairs = [
  relaxedAlignment,
  chunksThatFit,

  defineRepair<Sketch>({
    name: 'counts-vmemmap-only',
    title: 'the vmemmap pages become present, not once more the whole block',
    patch: (k, _posted, hunk) => ({
      memory_block_online: (start: number, nr: number, nr_vmemmap_pages: number, type: OnlineType, nid: number) =>
        hunk('memory_block_online', {
          move_pfn_range_to_zone(zone, ...range) {
            k.move_pfn_range_to_zone(zone, ...range);
            zone.present_pages -= nr - nr_vmemmap_pages;
            k.NODE_DATA(zone_to_nid(zone)).node_present_pages -= nr - nr_vmemmap_pages;
          },
        })(start, nr, nr_vmemmap_pages, type, nid),
    }),
  }),

  defineRepair<Sketch>({
    name: 'undone-on-failure',
    title: 'takes the vmemmap pages back when online_pages() fails',
    patch: (k, _posted, hunk) => ({
      memory_block_online(start_pfn: number, nr: number, nr_vmemmap_pages: number, type: OnlineType, nid: number) {
        let [zone, before]: [Zone | null, number] = [null, 0];
        return hunk('memory_block_online', {
          move_pfn_range_to_zone(joined, ...range) {
            [zone, before] = [joined, joined.present_pages];
            k.move_pfn_range_to_zone(joined, ...range);
          },
          online_pages(...range) {
            const present = zone ? zone.present_pages - before : 0;
            const ret = k.online_pages(...range);
            if (ret && zone) takeVmemmapBack(k, zone, { start_pfn, nr_vmemmap_pages, present });
            return ret;
          },
        })(start_pfn, nr, nr_vmemmap_pages, type, nid);
      },
    }),
  }),

  defineRepair<Sketch>({
    name: 'offlines-the-rest',
    title: 'offline_pages() is handed the block without its vmemmap pages, which are taken back when it succeeded',
    patch: (k, _posted, hunk) => {
      /** What onlining a block added for its vmemmap pages, by its first pfn. */
      const added = new Map<number, number>();
      return {
        memory_block_online(start_pfn: number, nr: number, nr_vmemmap_pages: number, type: OnlineType, nid: number) {
          let [zone, before]: [Zone | null, number] = [null, 0];
          return hunk('memory_block_online', {
            move_pfn_range_to_zone(joined, ...range) {
              [zone, before] = [joined, joined.present_pages];
              k.move_pfn_range_to_zone(joined, ...range);
            },
            online_pages(...range) {
              if (zone) added.set(start_pfn, zone.present_pages - before);
              return k.online_pages(...range);
            },
          })(start_pfn, nr, nr_vmemmap_pages, type, nid);
        },
        memory_block_offline: (start_pfn: number, nr: number, nr_vmemmap_pages: number) =>
          hunk('memory_block_offline', {
            offline_pages() {
              const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr - nr_vmemmap_pages);
              const zone = nr_vmemmap_pages && !ret ? k.page_zone(k.pfn_to_page(start_pfn)) : null;
              const present = added.get(start_pfn) ?? 0;
              if (zone) takeVmemmapBack(k, zone, { start_pfn, nr_vmemmap_pages, present });
              return ret;
            },
          })(start_pfn, nr, nr_vmemmap_pages),
      };
    },
  }),
];
