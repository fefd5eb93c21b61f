/**
 * Bugs of memory hotplug, mended upstream, that the model can have. Each is a revision with the bug and one without; what
 * comes of looking for them without knowing is docs/history.md. Where only the fix is in the model, its change is undone.
 */
import { EINVAL } from '../kernel/include/errno.ts';
import type { memory_notify } from '../kernel/include/memory.ts';
import { NUMA_NO_NODE, pgdat_end_pfn, populated_zone, type Zone, zone_end_pfn } from '../kernel/include/mmzone.ts';
import type { Kernel } from '../kernel/link.ts';
import { MHP_MEMMAP_ON_MEMORY, MHP_NONE } from '../kernel/mm/memory_hotplug/add.ts';
import { calledBy, changed, leftOut, type ModelChange, together } from '../mutants/change.ts';
import type { MendedBug } from './entry.ts';

const v5_12 = 'linux@5.12+unpatched';
const merged = 'linux@5.12+david@v10';

/** A fix that the model has, taken back. */
const undone = (stack: string, change: ModelChange): Pick<MendedBug, 'before' | 'after'> => ({
  before: { stack, change },
  after: { stack },
});

/** A fix that is a mend of the design. */
const mendedBy = (stack: string, mend: string): Pick<MendedBug, 'before' | 'after'> => ({
  before: { stack },
  after: { stack: `${stack}+${mend}` },
});

/** Before v5.4 a page counted for a zone's span if it had a struct page. */
const anyMapped = (name: 'find_smallest_section_pfn' | 'find_biggest_section_pfn'): ModelChange =>
  changed(name, (k) => (nid: number, zone: Zone, start_pfn: number, end_pfn: number) => {
    const step = k.machine.pagesPerSubsection;
    const belongs = (pfn: number): boolean =>
      k.pfn_valid(pfn) && k.page_to_nid(k.pfn_to_page(pfn)) === nid && k.page_zone(k.pfn_to_page(pfn)) === zone;
    return name === 'find_smallest_section_pfn'
      ? (k.first_pfn(start_pfn, end_pfn, step, belongs) ?? 0)
      : (k.last_pfn(start_pfn, end_pfn - 1, step, belongs) ?? 0);
  });

/** A function of the design that linux@6.12 is shipped with. */
const supports = (k: Kernel): boolean =>
  (k as unknown as { mhp_supports_memmap_on_memory(): boolean }).mhp_supports_memmap_on_memory();

export const mendedBugs: readonly MendedBug[] = [
  {
    id: 'zone-shrinks-at-removal',
    title: 'mm/memory_hotplug: shrink zones when offlining memory',
    commit: 'feee6b298916',
    at: 'mm/memory_hotplug.c:offline_pages',
    about: 'the zone shrinks at removal only, by a struct page that may never have been initialised',
    ...undone(
      v5_12,
      together(
        leftOut('remove_pfn_range_from_zone', (k) => k.calls.includes('offline_pages')),
        changed('arch_remove_memory', (k, real) => (start_pfn: number, nr_pages: number, altmap: unknown) => {
          k.remove_pfn_range_from_zone(k.page_zone(k.pfn_to_page(start_pfn)), start_pfn, nr_pages);
          return real(start_pfn, nr_pages, altmap);
        }),
      ),
    ),
  },
  {
    id: 'span-from-offline-pages',
    title: "mm/memory_hotplug: don't access uninitialized memmaps in shrink_zone_span()",
    commit: '7ce700bf11b5',
    at: 'mm/memory_hotplug.c:find_smallest_section_pfn',
    about: 'shrinking reads struct pages of offline memory, and keeps a span because of them',
    ...undone(v5_12, together(anyMapped('find_smallest_section_pfn'), anyMapped('find_biggest_section_pfn'))),
  },
  {
    id: 'node-span-from-0',
    title: 'mm/memory_hotplug: fix updating the node span',
    messageId: '20191027222714.5313-1-david@redhat.com',
    at: 'mm/memory_hotplug.c:update_pgdat_span',
    about: 'empty zones, which start at 0, are taken into the span of their node',
    ...undone(
      v5_12,
      changed('update_pgdat_span', (k) => (nid: number) => {
        const pgdat = k.NODE_DATA(nid);
        let start = 0;
        let end = 0;
        for (const zone of pgdat.node_zones) {
          start = end ? Math.min(start, zone.zone_start_pfn) : zone.zone_start_pfn;
          end = Math.max(end, zone_end_pfn(zone));
        }
        pgdat.node_start_pfn = start;
        pgdat.node_spanned_pages = end - start;
      }),
    ),
  },
  {
    id: 'node-down-too-early',
    title: 'mm/memory_hotplug: fix try_offline_node()',
    commit: '2c91f8fc6c99',
    messageId: '20191102120221.7553-1-david@redhat.com',
    at: 'mm/memory_hotplug.c:try_offline_node',
    about: 'a node is taken down while blocks of it are there that are not online',
    ...undone(
      v5_12,
      changed('try_offline_node', (k) => (nid: number) => {
        const pgdat = k.NODE_DATA(nid);
        const { pagesPerSection } = k.machine;
        for (let pfn = pgdat.node_start_pfn; pfn < pgdat_end_pfn(pgdat); pfn += pagesPerSection)
          if (k.present_section_nr(k.pfn_to_section_nr(pfn)) && k.page_to_nid(k.pfn_to_page(pfn)) === nid) return;
        if (!pgdat.hasCpu) pgdat.online = false;
      }),
    ),
  },
  {
    id: 'isolated-for-ever',
    title: 'mm/hotplug: fix offline undo_isolate_page_range()',
    commit: '9b7ea46a82b3',
    messageId: '20190314140654.58883-1-cai@lca.pw',
    at: 'mm/memory_hotplug.c:__offline_pages',
    about: 'the count of isolated pageblocks keeps those that went offline',
    ...undone(
      v5_12,
      leftOut('adjustIsolatedPageblocks', (_k, _zone, pageblocks: number) => pageblocks < 0),
    ),
  },
  {
    id: 'cancel-without-going',
    title: 'mm/hotplug: fix notification in offline error path',
    messageId: '20190320204255.53571-1-cai@lca.pw',
    at: 'mm/memory_hotplug.c:__offline_pages',
    about: 'a failed isolation is told as MEM_CANCEL_OFFLINE of an offlining that nobody was told of',
    ...undone(
      v5_12,
      changed('start_isolate_page_range', (k, real) => (start_pfn: number, end_pfn: number) => {
        const ret = real(start_pfn, end_pfn) as number;
        const arg: memory_notify = {
          start_pfn,
          nr_pages: end_pfn - start_pfn,
          status_change_nid: NUMA_NO_NODE,
          status_change_nid_normal: NUMA_NO_NODE,
        };
        if (ret && k.calls.at(-2) === 'offline_pages') k.memory_notify('MEM_CANCEL_OFFLINE', arg);
        return ret;
      }),
    ),
  },
  {
    id: 'first-page-of-a-hole',
    title: 'drivers/base/memory: fix trying offlining memory blocks with memory holes on aarch64',
    commit: '928130532e19',
    messageId: '20210526075226.5572-1-david@redhat.com',
    at: 'drivers/base/memory.c:memory_block_offline',
    about: 'the zone is read from the first page of any block, which a hole does not have',
    ...mendedBy(merged, 'repair:hole-check'),
  },
  {
    id: 'pfn-of-32-bits',
    title: 'mm/memory_hotplug: use "unsigned long" for PFN in zone_for_pfn_range()',
    commit: '7cf209ba8a86',
    at: 'mm/memory_hotplug.c:zone_for_pfn_range',
    about: 'above 16 TiB the zone is chosen for another address',
    ...undone(
      v5_12,
      changed(
        'zone_for_pfn_range',
        (_k, real) => (online_type, nid, start_pfn: number, nr_pages) =>
          real(online_type, nid, start_pfn % 2 ** 32, nr_pages),
      ),
    ),
  },
  {
    id: 'zone-by-struct-pages',
    title: 'drivers/base/memory: determine and store zone for single-zone memory blocks',
    commit: '395f6081bad4',
    at: 'drivers/base/memory.c:memory_block_offline',
    about: 'the zone of a block is what a sample of its struct pages says, stale ones among them',
    ...undone(
      'linux@6.1',
      together(
        changed(
          'zoneToOffline',
          (k) => (start_pfn: number, end_pfn: number) => k.test_pages_in_a_zone(start_pfn, end_pfn),
        ),
        changed('valid_zones_show', (k, real) => (mem) => {
          const start_pfn = mem.id * k.machine.pagesPerBlock;
          if (mem.state !== 'MEM_ONLINE') return real(mem);
          return k.test_pages_in_a_zone(start_pfn, start_pfn + k.machine.pagesPerBlock)?.name ?? 'none';
        }),
        changed('memory_subsys_offline', (k) => (mem) => {
          if (mem.state === 'MEM_OFFLINE') return 0;
          const ret = k.memory_block_change_state(mem, 'MEM_OFFLINE', 'MEM_ONLINE');
          if (!ret) mem.zone = null;
          return ret;
        }),
      ),
    ),
  },
  {
    id: 'poison-forgotten',
    title: 'mm/hwpoison: introduce per-memory_block hwpoison counter',
    commit: '5033091de814',
    at: 'drivers/base/memory.c:memory_block_online',
    about: 'a block with a poisoned page comes online again, and the page is handed out',
    ...undone(
      'linux@6.12',
      changed('memory_failure', (k, real) => (pfn: number) => {
        const ret = real(pfn);
        const mem = k.memory_blocks.get(Math.floor(pfn / k.machine.pagesPerBlock));
        if (mem) mem.nr_hwpoison = 0;
        return ret;
      }),
    ),
  },
  {
    id: 'asked-in-vain',
    title: 'mm/memory_hotplug: allow memmap on memory hotplug request to fallback',
    commit: 'e3c2bfdd33a3',
    at: 'mm/memory_hotplug.c:add_memory_resource',
    about: 'who asks for a memmap on memory that cannot be had gets no memory',
    ...undone(
      'linux@6.12',
      together(
        changed('acpiMhpFlags', (k) => () => (supports(k) ? MHP_MEMMAP_ON_MEMORY : MHP_NONE)),
        changed(
          'addRangeAndBlocks',
          (k, real) => (nid: number, start_pfn: number, nr_pages: number, flags: number) =>
            flags & MHP_MEMMAP_ON_MEMORY && !supports(k) ? -EINVAL : real(nid, start_pfn, nr_pages, flags),
        ),
      ),
    ),
  },
  {
    id: 'add-fails-without-altmap',
    title: 'mm/memory_hotplug: fix error handling in add_memory_resource()',
    commit: 'f42ce5f087eb',
    at: 'mm/memory_hotplug.c:add_memory_resource',
    about: 'a block whose device cannot be made is torn down as if its memmap were ordinary memory',
    ...mendedBy(merged, 'fix:altmap-on-failed-add'),
  },
  {
    id: 'memmap-without-the-lock',
    title: 'mm/memory_hotplug: add missing mem_hotplug_lock',
    commit: '001002e73712',
    messageId: '20231114180238.1522782-2-sumanthk@linux.ibm.com',
    at: 'drivers/base/memory.c:memory_block_online',
    about: 'the memmap pages come and go while a reader holds mem_hotplug_lock against that',
    ...mendedBy(merged, 'repair:under-lock'),
  },
  {
    id: 'memoryless-node-falls-back',
    title: 'mm: memory_hotplug: drop memoryless node from fallback lists',
    commit: 'b7812c86c740',
    at: 'mm/memory_hotplug.c:offline_pages',
    about: 'the fallback lists are made while the node still counts as one with memory',
    ...undone(
      'linux@6.12',
      changed('zoneAndNodeTeardown', (k) => (zone: Zone, arg: memory_notify) => {
        if (!populated_zone(zone)) {
          k.zone_pcp_reset(zone);
          k.build_all_zonelists();
        }
        k.node_states_clear_node(zone.node, arg);
        if (arg.status_change_nid >= 0) k.stopNodeThreads(zone.node);
      }),
    ),
  },
  {
    id: 'block-fails-without-altmap',
    title: 'the altmap on the error path of one of several blocks (6.12.100)',
    at: 'mm/memory_hotplug.c:create_altmaps_and_memory_blocks',
    about: 'as f42ce5f087eb, in the loop over blocks that came with v6.8',
    ...undone(
      'linux@6.12',
      changed(
        'arch_remove_memory',
        (k, real) => (start_pfn: number, nr_pages: number, altmap: unknown) =>
          real(start_pfn, nr_pages, calledBy('create_altmaps_and_memory_blocks')(k) ? null : altmap),
      ),
    ),
  },
];
