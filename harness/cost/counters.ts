/** Every counter of the model: what one unit of it is, what it means, and the kernel function that does the work. */
export interface CounterInfo {
  /** As the model writes it; `*` stands for an order, an event or a lock. */
  name: string;
  /** What is counted. */
  unit: string;
  /** What one of them is. */
  meaning: string;
  /** Kernel function that does it. */
  where: string;
}

type Row = readonly [name: string, unit: string, meaning: string, where: string];

const rows: readonly Row[] = [
  ['struct pages initialised', 'struct pages', 'zeroed, linked to zone and node', 'memmap_init_range'],
  ['struct pages poisoned', 'struct pages', 'filled with ones (DEBUG_VM)', 'page_init_poison'],
  ['pageblock migratetypes set', 'pageblocks', 'migratetype written while initialising', 'memmap_init_range'],
  ['pfn_to_online_page', 'look-ups', 'pfns asked about, on either path', 'pfn_to_online_page'],
  ['pfn_to_online_page on the slow path', 'look-ups', 'of those, beyond the section bit', 'pfn_to_online_page'],
  ['memory block look-ups', 'look-ups', 'searches for the device of a block', 'find_memory_block, walk_memory_blocks'],
  ['memory blocks found', 'blocks', 'of the look-ups by section, those that took a reference', 'find_memory_block'],
  ['memory blocks created', 'blocks', 'devices registered', 'add_memory_block'],
  ['memory blocks removed', 'blocks', 'devices taken away', 'remove_memory_block_devices'],
  ['device references leaked', 'references', 'taken and never dropped', 'find_memory_block'],
  ['section flag writes', 'sections', 'section_mem_map bits changed', 'online_mem_sections, offline_mem_sections'],
  ['span probes', 'sub-sections', 'probed for the new end of a zone', 'find_smallest_section_pfn'],
  ['pageblocks probed for contiguous', 'pageblocks', 'both ends looked at', '__pageblock_pfn_to_page'],
  ['pageblock look-ups on the fast path', 'pageblocks', 'taken as the zone is contiguous', 'pageblock_pfn_to_page'],
  ['pageblock look-ups on the slow path', 'pageblocks', 'probed as the zone is not', 'pageblock_pfn_to_page'],
  ['pageblocks of another zone handed to compaction', 'pageblocks', 'first page lies elsewhere', 'compact_zone'],
  ['buddy frees of order *', 'chunks', 'handed to the buddy whole', 'generic_online_page'],
  ['pages freed to the buddy', 'pages', 'in those chunks', '__free_pages_core'],
  ['bad pages reported', 'struct pages', 'told as "Bad page state", their chunk dropped', 'bad_page'],
  ['pages taken off the buddy', 'pages', 'unlinked from the free lists', '__offline_isolated_pages'],
  ['pageblocks isolated', 'pageblocks', 'made MIGRATE_ISOLATE', 'set_migratetype_isolate'],
  ['pageblocks un-isolated', 'pageblocks', 'made MIGRATE_MOVABLE again', 'unset_migratetype_isolate'],
  ['pages looked at for isolation', 'struct pages', 'tested for being unmovable', 'has_unmovable_pages'],
  ['pages scanned for migration', 'pfns', 'passed in search of a movable page', 'scan_movable_pages'],
  ['pages walked to migrate', 'pfns', 'passed while taking pages to move', 'do_migrate_range'],
  ['pages migrated', 'pages', 'moved away', 'migrate_pages'],
  ['pages tested for isolation', 'pages', 'known to be free, by chunks', 'test_pages_isolated'],
  ['pages sampled for their zone', 'struct pages', 'one per largest chunk', 'test_pages_in_a_zone'],
  ['notifier calls', 'calls', 'subscribers called', 'notifier_call_chain'],
  ['notifications of *', 'events', 'sent down the chain', 'memory_notify'],
  ['vmemmap pages from the altmap', 'pages', 'memory of the block itself', 'altmap_alloc_block_buf'],
  ['vmemmap pages of existing memory', 'pages', 'allocated and zeroed', 'vmemmap_alloc_block'],
  ['vmemmap pages given back', 'pages', 'freed to existing memory', 'free_hugepage_table'],
  ['direct map entries written', 'entries', 'PMDs, or PUDs of 1 GiB', 'kernel_physical_mapping_init'],
  ['direct map entries cleared', 'entries', 'PMDs, or PUDs of 1 GiB', 'remove_pagetable'],
  ['vmemmap PMDs populated', 'PMDs', 'page-table entries written', 'vmemmap_populate_hugepages'],
  ['vmemmap PMDs torn down', 'PMDs', 'page-table entries cleared', 'remove_pmd_table'],
  ['page_ext sections allocated', 'sections', 'tables allocated', 'online_page_ext'],
  ['page_ext sections freed', 'sections', 'tables freed', 'offline_page_ext'],
  ['kasan shadow pages allocated', 'pages', 'pages given a shadow of their own', 'kasan_mem_notifier'],
  ['kasan shadow pages freed', 'pages', 'pages whose shadow went', 'kasan_mem_notifier'],
  ['kasan zero shadow pages mapped', 'pages', 'pages put under the zero shadow', 'kasan_add_zero_shadow'],
  ['kasan zero shadow pages unmapped', 'pages', 'pages taken from under it', 'kasan_remove_zero_shadow'],
  ['pagesets set up', 'zones', 'per-cpu pagesets allocated', 'setup_zone_pageset'],
  ['pagesets reset', 'zones', 'per-cpu pagesets given back', 'zone_pcp_reset'],
  ['zonelist rebuilds', 'rebuilds', 'of all nodes', 'build_all_zonelists'],
  ['nodes brought up', 'nodes', 'from nothing, by their first memory', '__try_online_node'],
  ['nodes taken down', 'nodes', 'with their last memory', 'try_offline_node'],
  ['kernel threads started', 'threads', 'kswapd and kcompactd of a node', 'kswapd_run, kcompactd_run'],
  ['kernel threads stopped', 'threads', 'kswapd and kcompactd of a node', 'kswapd_stop, kcompactd_stop'],
  ['pages looked at by the hibernation walk', 'pfns', 'asked whether to save them', 'count_data_pages'],
  ['pages saved', 'pages', 'copied into the image', 'copy_data_pages'],
  ['struct pages lost', 'struct pages', 'overwritten behind the kernel', 'swsusp_arch_resume, write_mem'],
  ['struct pages scanned by kmemleak', 'struct pages', 'read for pointers', 'kmemleak_scan'],
  ['pages read through kpageflags', 'pfns', 'asked about by the file', 'kpageflags_read'],
  ['struct pages read through kpageflags', 'struct pages', 'of those, shown', 'stable_page_flags'],
  ['lock taken: *', 'acquisitions', 'of this lock', 'mem_hotplug_begin, spin_lock'],
  ['work under *', 'counted units', 'done while the lock is held', 'mem_hotplug_begin, spin_lock'],
  [
    'work without mem_hotplug_lock',
    'counted units',
    'of what the lock guards, done while it is not held',
    'move_pfn_range_to_zone, remove_pfn_range_from_zone',
  ],
  ['longest hold of *', 'counted units', 'done in the longest hold of the lock', 'mem_hotplug_begin, spin_lock'],
];

export const counters: readonly CounterInfo[] = rows.map(([name, unit, meaning, where]) => ({
  name,
  unit,
  meaning,
  where,
}));

/** The entry of a counter as the model wrote it; undefined for one that nobody has listed. */
export function counterInfo(name: string): CounterInfo | undefined {
  return (
    counters.find((each) => each.name === name) ??
    counters.find((each) => each.name.endsWith('*') && name.startsWith(each.name.slice(0, -1)))
  );
}

/** Sums that are made of other counters: not counted again where work is added up. */
export const isDerived = (name: string): boolean =>
  name.startsWith('work under ') || name.startsWith('work without ') || name.startsWith('longest hold of ');
