/** Why a mutant survives: no recording could contradict it, and what would. */
export interface Explanation {
  /** Names of functions, without their files. */
  functions: string[];
  /** Operators, all of them if absent. */
  operators?: string[];
  why: string;
}

export const explanations: readonly Explanation[] = [
  {
    functions: [
      'create_memory_block_devices',
      'remove_memory_block_devices',
      'walk_memory_blocks',
      'register_memory_blocks_under_node',
      'acpi_scan_try_to_offline',
      'online_mem_sections',
      'offline_mem_sections',
      '__offline_isolated_pages',
    ],
    operators: ['start-late', 'end-short'],
    why: 'equivalent: it works on whole sections or blocks, and a bound moved inside one is the same bound',
  },
  {
    functions: ['online_pages_range'],
    operators: ['end-short'],
    why: 'equivalent: the last chunk of 1024 pages reaches over an end that is moved by 512',
  },
  {
    functions: ['find_biggest_section_pfn'],
    operators: ['start-late'],
    why: 'equivalent: the search comes from the other side and stops in the last block that is left, never at its end',
  },
  {
    functions: ['find_smallest_section_pfn'],
    operators: ['end-short'],
    why: 'equivalent: the search comes from the other side and stops in the first block that is left, never at its end',
  },
  {
    functions: [
      'default_zone_for_pfn',
      'default_kernel_zone_for_pfn',
      'zone_for_pfn_range',
      'auto_movable_zone_for_pfn',
    ],
    operators: ['start-late', 'end-short'],
    why: 'equivalent: asks whether whole blocks meet a span of whole blocks, and a bound inside one is the same answer',
  },
  {
    functions: ['default_kernel_zone_for_pfn', 'auto_movable_zone_for_pfn'],
    why: 'the range is only compared with zones below ZONE_NORMAL, and no DIMM of a PC lies there',
  },
  {
    functions: ['check_pfn_span', 'checkOnlineRange'],
    why: 'refuses what a check before it has refused already: only a caller inside the kernel could get there',
  },
  {
    functions: ['zoneToOffline'],
    operators: ['start-late', 'end-short'],
    why: 'equivalent: pages of one block that has a zone are all in that zone',
  },
  {
    functions: [
      'kasan_add_zero_shadow',
      'kasan_remove_zero_shadow',
      'kasan_mem_notifier',
      'page_ext_callback',
      'online_page_ext',
      'offline_page_ext',
    ],
    why: 'not observable: kernels with KASAN and page_ext were recorded, but not their tables, and only who uses a table misses it',
  },
  {
    functions: ['test_pages_isolated'],
    why: 'not observable: asks once more what scan_movable_pages() has found; a page that is freed in between cannot be arranged',
  },
  {
    functions: ['scan_movable_pages', 'emptyIsolatedRange', 'do_migrate_range'],
    operators: ['end-short'],
    why: 'no page in use was in the last sub-section; where a guest puts its pages cannot be chosen',
  },
  {
    functions: ['unlinkIsolatedPages'],
    why: 'not observable: the free lists of an offline block are not shown, and PageBuddy is NOPAGE to kpageflags',
  },
  {
    functions: ['vmem_altmap_free'],
    why: 'not observable: a miscount is only a warning in the log when the memory is removed',
  },
  {
    functions: ['early_section'],
    operators: ['negated'],
    why: 'not observable: decides where the memmap of a removed section is given back to',
  },
  {
    functions: ['init_currently_empty_zone'],
    why: 'not observable: sets zone->initialized and nr_zones; the start it gives an empty zone is set again right after',
  },
  {
    functions: ['alloc_pages_node'],
    operators: ['end-short'],
    why: 'equivalent: nothing is left of a chunk, so none is found and the pages are taken one by one from the same place',
  },
  {
    functions: ['bad_page'],
    why: 'not observable: a report of the kernel log, which no observation holds',
  },
  {
    functions: ['badPages'],
    why: 'no stack that was recorded frees a chunk with a bad page; tests/kernel/free_pages.test.ts holds what a kernel did',
  },
];

/** The reason for a survivor, or undefined. */
export function explain(functionName: string, operator: string): string | undefined {
  return explanations.find(
    ({ functions, operators }) =>
      functions.includes(functionName) && (operators === undefined || operators.includes(operator)),
  )?.why;
}
