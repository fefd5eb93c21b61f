/**
 * What a recording of an older kernel cannot confirm of a release that stands for it: functions whose steps changed in
 * between. Debian's 5.10 is recorded for `linux@5.12`, and its source (5.10.251, 5.10.262) says what v5.11 and v5.12 did
 * to the functions that the model has.
 */

export interface ReleaseChange {
  /** Release, commit and its subject. */
  in: string;
  /** What the older kernel does instead. */
  before: string;
  /** Ids of model functions. */
  functions: string[];
}

const sinceV5_10: ReleaseChange[] = [
  {
    in: 'v5.11, ec6e8c7e0314 "mm, page_alloc: disable pcplists during memory offline"',
    before: 'pcplists stay in use; offline_pages() drains them again whenever test_pages_isolated() fails',
    functions: [
      'mm/page_alloc:zone_pcp_disable',
      'mm/page_alloc:zone_pcp_enable',
      'mm/memory_hotplug/offline:offline_pages',
      'mm/memory_hotplug/offline:emptyIsolatedRange',
    ],
  },
  {
    in: 'v5.11, 7612921f2376 "mm, page_alloc: move draining pcplists to page isolation users"',
    before: 'set_migratetype_isolate() drains the pcplists for every pageblock',
    functions: ['mm/page_isolation:set_migratetype_isolate'],
  },
  {
    in: 'v5.11, "mm, page_alloc: cache pageset high and batch in struct zone" and those around it',
    before: 'setup_zone_pageset() works out high and batch for each processor',
    functions: ['mm/page_alloc:setup_zone_pageset'],
  },
  {
    in: 'v5.11, "mm,hwpoison: take free pages off the buddy freelists" and those around it',
    before: 'memory_failure() leaves a free page on its list, marked; both drain the pcplists themselves',
    functions: ['mm/memory_failure:memory_failure', 'mm/memory_failure:soft_offline_page'],
  },
  {
    in: 'v5.12, bca3feaa0764 "mm/memory_hotplug: prevalidate the address range being added with platform"',
    before:
      'the range is checked against MAX_PHYSMEM_BITS in __add_pages(), and against mem= in register_memory_resource()',
    functions: ['mm/memory_hotplug/add:__add_pages', 'kernel/resource:register_memory_resource'],
  },
  {
    in: 'v5.12, 1f90a3477df3 "mm: teach pfn_to_online_page() about ZONE_DEVICE section collisions"',
    before: 'pfn_to_online_page() is a macro that knows nothing of ZONE_DEVICE',
    functions: ['mm/memory_hotplug/online:pfn_to_online_page'],
  },
  {
    in: 'v5.12, 8f251a3d5ce3 "hugetlb: convert page_huge_active() HPageMigratable flag"',
    before: 'scan_movable_pages() asks page_huge_active()',
    functions: ['mm/memory_hotplug/migrate:scan_movable_pages'],
  },
];

/** By the beginning of `uname -r`. */
export const notConfirmedBy: Record<string, ReleaseChange[]> = { '5.10.': sinceV5_10 };

/** Functions that a recording on this kernel does not confirm. */
export function notConfirmed(release: string): ReadonlySet<string> {
  const changes = Object.entries(notConfirmedBy).flatMap(([older, list]) => (release.startsWith(older) ? list : []));
  return new Set(changes.flatMap(({ functions }) => functions));
}
