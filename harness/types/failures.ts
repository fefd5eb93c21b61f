/**
 * What can be made to fail, closed: the kernel's function, what it cannot have, the errno its caller gets, and where that
 * exists. Whoever adds a place to the model adds its row here; a test holds that each row fires.
 */
import type { ErrnoName } from './errno.ts';
import type { Machine, ReleaseId } from './scenario.ts';

export interface FailurePoint {
  /** What is not to be had, and what the kernel makes of it. */
  about: string;
  /** The errnos that come of it, the usual one first; none where the kernel does not survive it. */
  errnos: readonly ErrnoName[];
  /** Where the kernel has the function; everywhere unless said. */
  arch?: readonly Machine['arch'][];
  on?: readonly ReleaseId[];
  /** What the machine must be built with. */
  needs?: 'kasan' | 'page_ext';
}

export const failurePoints = {
  __request_region: {
    about: 'the resource of the range (kernel/resource.c); no memory for it reads as a conflict',
    errnos: ['EEXIST'],
  },
  memory_group_register_static: {
    about: 'the memory group of a DIMM (drivers/base/memory.c); ACPI adds nothing then',
    errnos: ['ENOMEM'],
    on: ['linux@6.1', 'linux@6.12', 'linux@7.3'],
  },
  hotadd_new_pgdat: {
    about: 'the pgdat of a node that comes up; from v5.18 on (09f49dca570a) every possible node has one from boot',
    errnos: ['ENOMEM'],
    on: ['linux@5.12'],
  },
  init_memory_mapping: {
    about:
      'page tables of the direct map. x86-64 does not look: alloc_low_page() returns NULL and phys_pmd_init() reads through it (arch/x86/mm/init_64.c, 5.10 and 6.1)',
    errnos: [],
    arch: ['x86-64'],
  },
  __pgd_pgtable_alloc: {
    about: 'page tables of the direct map: BUG_ON(!ptr) (arch/arm64/mm/mmu.c, 5.10 and 6.1)',
    errnos: [],
    arch: ['arm64'],
  },
  vmem_add_mapping: {
    about: 'page tables of the direct map; s390 undoes what it mapped (arch/s390/mm/vmem.c)',
    errnos: ['ENOMEM'],
    arch: ['s390'],
  },
  create_section_mapping: {
    about: 'page tables of the direct map; whatever it says, powerpc answers EFAULT (arch/powerpc/mm/mem.c)',
    errnos: ['EFAULT'],
    arch: ['ppc64'],
  },
  sparse_index_init: {
    about: 'the root that struct mem_section of the section lies in (mm/sparse.c); sections before it stay',
    errnos: ['ENOMEM'],
  },
  section_activate: {
    about: "the section's usage, its sub-section map and pageblock bits (mm/sparse.c); sections before it stay",
    errnos: ['ENOMEM'],
  },
  populate_section_memmap: {
    about: "ordinary memory or page tables for the section's memmap (mm/sparse-vmemmap.c); sections before it stay",
    errnos: ['ENOMEM'],
  },
  add_memory_block: {
    about: 'the struct of a block, or its device (drivers/base/memory.c); the blocks before it go',
    errnos: ['ENOMEM', 'EEXIST'],
  },
  xa_store: {
    about:
      'the entry of a block in memory_blocks, once its device is there (drivers/base/memory.c); the device goes too',
    errnos: ['ENOMEM'],
  },
  create_altmaps_and_memory_blocks: {
    about: 'the altmap that a block with its own memmap keeps (mm/memory_hotplug.c, v6.6 on); the blocks before it go',
    errnos: ['ENOMEM'],
    on: ['linux@6.12', 'linux@7.3'],
  },
  kasan_add_zero_shadow: {
    about: 'page tables of the zero shadow (mm/kasan/init.c)',
    errnos: ['ENOMEM'],
    needs: 'kasan',
  },
  kasan_mem_notifier: {
    about: 'the shadow of a range that comes online (mm/kasan/shadow.c); a bare NOTIFY_BAD reads as EPERM',
    errnos: ['EPERM'],
    needs: 'kasan',
  },
  page_ext_callback: {
    about: 'the page_ext table of a section that comes online (mm/page_ext.c)',
    errnos: ['ENOMEM'],
    needs: 'page_ext',
  },
  start_isolate_page_range: {
    about: 'isolation of the range that goes offline, as by a race with an allocation (mm/page_isolation.c)',
    errnos: ['EBUSY'],
  },
  offline_and_remove_memory: {
    about: 'the list of what the blocks were online as (mm/memory_hotplug.c); nothing is done',
    errnos: ['ENOMEM'],
  },
} as const satisfies Record<string, FailurePoint>;

export type FailureName = keyof typeof failurePoints;
export const failureNames = Object.keys(failurePoints) as FailureName[];
export const failurePoint = (name: FailureName): FailurePoint => failurePoints[name];
