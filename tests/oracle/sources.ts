import type { After, DriverRecording, SourceStep } from '../../harness/oracle/import/source.ts';

/** Small hand-made recordings in the layout of the reference driver: one 128 MiB block, pfn 0x40000 = 262144. */
export const hot = 262144;
export const blockPages = 32768;

const bootZone = { node: 0, zone: 'DMA32', start_pfn: 1, spanned_pages: 262143, present_pages: 261022 };
const counters = { managed_pages: 250000, nr_isolate_pageblock: 0, contiguous: 1 };

/** A Debian kernel's view of a machine with 1 GiB, without any DIMM. */
export function bareAfter(changes: Partial<After> = {}): After {
  return {
    raw: {
      zones: [{ ...bootZone, ...counters }],
      nodes: [{ node: 0, start_pfn: 1, spanned_pages: 262143, present_pages: 261022 }],
      max_pfn: hot,
      struct_pages: [],
      pageblock_migratetype: [],
      sections: [],
      memory_blocks: [],
    },
    iomem_ram: ['00001000-0009efff : System RAM', '00100000-3fbfffff : System RAM'],
    auto_online: 'offline',
    n_has_memory: '0',
    n_has_normal: '0',
    n_online: '0',
    blocks: {},
    kpageflags: [],
    dmesg: [],
    ...changes,
  };
}

/** The same with the block 8 added and offline. */
export function addedAfter(changes: Partial<After> = {}): After {
  const bare = bareAfter();
  return {
    ...bare,
    raw: {
      ...bare.raw,
      max_pfn: hot + blockPages,
      struct_pages: [[hot, blockPages, 0, 0, 0, 0, 0]],
      pageblock_migratetype: [[hot, blockPages, 'UNMOVABLE']],
      sections: [[8, 'PRESENT|HAS_MEM_MAP']],
      memory_blocks: [
        {
          block: 8,
          online_type: 0,
          zone: 0,
          nr_vmemmap_pages: 512,
          group: { present_kernel_pages: 0, present_movable_pages: 0 },
        },
      ],
    },
    iomem_ram: [...(bare.iomem_ram ?? []), '40000000-47ffffff : System RAM'],
    blocks: { '8': { state: 'offline', valid_zones: 'Normal Movable', node: '0' } },
    kpageflags: [[hot, blockPages, 'NOPAGE']],
    ...changes,
  };
}

/** Block 8 online in the Normal zone. */
export function onlineAfter(changes: Partial<After> = {}): After {
  const added = addedAfter();
  return {
    ...added,
    raw: {
      ...added.raw,
      zones: [
        ...(added.raw?.zones ?? []),
        {
          node: 0,
          zone: 'NORMAL',
          start_pfn: hot,
          spanned_pages: blockPages,
          present_pages: blockPages,
          ...counters,
          managed_pages: 32256,
        },
      ],
      struct_pages: [
        [hot, 512, 5120, 0, 2, 1, -1],
        [hot + 512, 1, 0, 0, 2, 0, -129],
        [hot + 513, blockPages - 513, 0, 0, 2, 0, -1],
      ],
      pageblock_migratetype: [
        [hot, 512, 'UNMOVABLE'],
        [hot + 512, 1024, 'RECLAIMABLE'],
        [hot + 1536, blockPages - 1536, 'MOVABLE'],
      ],
      sections: [[8, 'PRESENT|HAS_MEM_MAP|ONLINE']],
      memory_blocks: [
        {
          block: 8,
          online_type: 0,
          zone: '0:NORMAL',
          nr_vmemmap_pages: 512,
          group: { present_kernel_pages: blockPages, present_movable_pages: 0 },
        },
      ],
    },
    blocks: { '8': { state: 'online', valid_zones: 'Normal', node: '0' } },
    kpageflags: [
      [hot, 512, 'RESERVED|OWNER_PRIVATE'],
      [hot + 512, 20, 'BUDDY'],
      [hot + 532, 1, 'UPTODATE|LRU|ANON'],
      [hot + 533, blockPages - 533, 'BUDDY'],
    ],
    ...changes,
  };
}

export const boot: SourceStep = { step: 'boot', result: null, after: bareAfter() };
export const add: SourceStep = {
  step: 'add d0',
  ops: [{ op: 'add', dimm: 'd0', bytes: 134217728 }],
  result: { ok: true, addr: 1073741824 },
  after: addedAfter(),
};
export const online: SourceStep = {
  step: 'online block 8',
  ops: [{ op: 'online', block: 8 }],
  result: { errno: 0, err: 'OK', ns: 12 },
  after: onlineAfter(),
};

export function source(steps: SourceStep[], changes: Partial<DriverRecording> = {}): DriverRecording {
  return {
    scenario: 'cloud61.made_up',
    about: 'made by hand',
    kernel: '6.1.0-56-cloud-amd64',
    cmdline: 'console=ttyS0 memory_hotplug.memmap_on_memory=1',
    accel: 'tcg',
    block_size: 134217728,
    pages_per_section: 32768,
    pageblock_pages: 512,
    struct_page_bytes: 64,
    params: {
      memmap_on_memory: 'Y',
      online_policy: 'contig-zones',
      auto_movable_ratio: '301',
      auto_movable_numa_aware: 'Y',
    },
    guest: { mem: '1G' },
    first_hot_pfn: hot,
    steps,
    ...changes,
  };
}

export function text(of: DriverRecording): string {
  return JSON.stringify(of);
}
