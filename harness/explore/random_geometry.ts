/**
 * Machines as an architecture's rules allow them, beyond those that somebody thought of: block, section, page, struct page,
 * pageblock, where boot memory begins, ends and has holes, and how many nodes there are.
 */
import { checkGeometry, defaultConfig } from '../corpus/machine.ts';
import type { Machine, MachineConfig, MachineNode } from '../types/scenario.ts';
import type { Draw } from './numbers.ts';

interface Kind {
  arch: Machine['arch'];
  pageBytes: number;
  /** MiB. Sections and PMDs: asm/sparsemem.h, asm/pgtable.h; pageblocks with and without HUGETLB_PAGE. */
  section: number;
  pmd: number;
  huge: number;
  largest: number;
  maxOrder: number;
  /** sizeof(struct page): 64, and with KMSAN, or a last_cpupid that does not fit in the flags, 80 or 96. */
  structPages: readonly number[];
  sectionsPerBlock: readonly number[];
  zoneEnds: { DMA?: number; DMA32?: number };
  /** Where boot memory begins, MiB. */
  ramFrom: number;
}

const common = { pageBytes: 4096, structPages: [64, 80, 96] };
export const kinds = {
  'x86-64': {
    ...common,
    arch: 'x86-64',
    section: 128,
    pmd: 2,
    huge: 2,
    largest: 4,
    maxOrder: 10,
    sectionsPerBlock: [1, 2, 4, 8, 16, 64],
    zoneEnds: { DMA: 16, DMA32: 4096 },
    ramFrom: 1,
  },
  'arm64 4K': {
    ...common,
    arch: 'arm64',
    section: 128,
    pmd: 2,
    huge: 2,
    largest: 4,
    maxOrder: 10,
    sectionsPerBlock: [1],
    zoneEnds: { DMA: 4096 },
    ramFrom: 1024,
  },
  'arm64 16K': {
    ...common,
    arch: 'arm64',
    pageBytes: 16384,
    section: 128,
    pmd: 32,
    huge: 32,
    largest: 32,
    maxOrder: 11,
    sectionsPerBlock: [1],
    zoneEnds: { DMA: 4096 },
    ramFrom: 1024,
  },
  'arm64 64K': {
    ...common,
    arch: 'arm64',
    pageBytes: 65536,
    section: 512,
    pmd: 512,
    huge: 512,
    largest: 512,
    maxOrder: 13,
    sectionsPerBlock: [1],
    zoneEnds: { DMA: 4096 },
    ramFrom: 1024,
  },
  'ppc64 4K': {
    ...common,
    arch: 'ppc64',
    structPages: [56, 64],
    section: 16,
    pmd: 2,
    huge: 2,
    largest: 16,
    maxOrder: 12,
    sectionsPerBlock: [1, 16, 64],
    zoneEnds: {},
    ramFrom: 0,
  },
  'ppc64 64K': {
    ...common,
    arch: 'ppc64',
    pageBytes: 65536,
    structPages: [56, 64],
    section: 16,
    pmd: 2,
    huge: 2,
    largest: 16,
    maxOrder: 8,
    sectionsPerBlock: [16, 64],
    zoneEnds: {},
    ramFrom: 0,
  },
  s390: {
    ...common,
    arch: 's390',
    section: 256,
    pmd: 1,
    huge: 1,
    largest: 4,
    maxOrder: 10,
    sectionsPerBlock: [1, 2, 4, 64],
    zoneEnds: { DMA: 2048 },
    ramFrom: 0,
  },
} as const satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;

/** What a machine is drawn as, so that each choice can be taken back on its own. */
export interface Geometry {
  kind: KindName;
  structPageBytes: number;
  sectionsPerBlock: number;
  /** Pageblocks of a huge page, or of the largest chunk of the buddy allocator. */
  pageblock: 'huge' | 'largest';
  /** MiB of boot memory, [from, to) by node, rising. */
  ram: readonly { node: number; from: number; to: number }[];
  nodes: number;
  /** Nodes with a processor. */
  cpus: readonly number[];
  /** Blocks left free between boot memory and the first DIMM. */
  gap: number;
  /** Where hot memory begins, TiB, if that is far above boot memory. */
  high?: number;
  config: Partial<MachineConfig>;
}

const alignUp = (value: number, to: number): number => Math.ceil(value / to) * to;

export function drawnMachine(geometry: Geometry): Machine {
  const kind: Kind = kinds[geometry.kind];
  const perMiB = 2 ** 20 / kind.pageBytes;
  const pages = (mib: number): number => mib * perMiB;
  const block = kind.section * geometry.sectionsPerBlock;
  const nodes = Array.from({ length: geometry.nodes }, (_, node): MachineNode => {
    const ram = geometry.ram.filter((range) => range.node === node);
    return {
      node,
      ram: ram.map(({ from, to }) => [pages(from), pages(to)]),
      cpu: geometry.cpus.includes(node),
    };
  });
  const machine: Machine = {
    id: 'drawn',
    title: geometryTitle(geometry),
    arch: kind.arch,
    pageBytes: kind.pageBytes,
    structPageBytes: geometry.structPageBytes,
    pagesPerSection: pages(kind.section),
    pagesPerSubsection: pages(2),
    pageblockPages: pages(kind[geometry.pageblock]),
    maxOrder: kind.maxOrder,
    pmdPages: pages(kind.pmd),
    pagesPerBlock: pages(block),
    zoneEnds: Object.fromEntries(Object.entries(kind.zoneEnds).map(([zone, end]) => [zone, pages(end)])),
    nodes,
    firstHotPfn: pages(
      alignUp(Math.max((geometry.high ?? 0) * 2 ** 20, ...geometry.ram.map(({ to }) => to)), block) +
        geometry.gap * block,
    ),
    config: { ...defaultConfig, ...geometry.config },
  };
  checkGeometry(machine);
  return machine;
}

const size = (mib: number): string => (mib % 1024 === 0 ? `${mib / 1024} GiB` : `${mib} MiB`);

const geometryTitle = ({ kind, sectionsPerBlock, structPageBytes, pageblock }: Geometry): string =>
  `${kind}, ${size(kinds[kind].section * sectionsPerBlock)} blocks, struct page ${structPageBytes}, pageblock ${size(kinds[kind][pageblock])}`;

/** Boot memory of one node in a piece or two, behind `from`; MiB. */
function drawRam(draw: Draw, from: number, section: number): [number, number][] {
  const end = alignUp(from, 1024) + draw.pick([1024, 2048]);
  // In the middle of a section, of a sub-section, or at neither.
  const cut = draw.weighted([
    [6, 0],
    [2, section / 2],
    [1, 2 * (1 + draw.below(section / 2 - 1))],
    [1, 1 + 2 * draw.below(section / 2)],
  ]);
  const to = end - cut;
  if (!draw.chance(0.3)) return [[from, to]];
  const hole = draw.pick([2, 1, section / 2, section, 3 * section]);
  const at = from + Math.floor((to - from) / 2) + draw.pick([0, 0, 1, 2, section / 2]);
  return at > from && at + hole < to
    ? [
        [from, at],
        [at + hole, to],
      ]
    : [[from, to]];
}

export function drawGeometry(draw: Draw): Geometry {
  const kind = draw.weighted<KindName>([
    [6, 'x86-64'],
    [5, 's390'],
    [3, 'arm64 4K'],
    [1, 'arm64 16K'],
    [1, 'arm64 64K'],
    [2, 'ppc64 4K'],
    [3, 'ppc64 64K'],
  ]);
  const rules: Kind = kinds[kind];
  const nodes = draw.weighted([
    [5, 1],
    [3, 2],
    [1, 3],
  ]);
  const ram: { node: number; from: number; to: number }[] = [];
  let from = rules.ramFrom;
  for (let node = 0; node < nodes; node++) {
    // A node may have no memory, and a node may begin where the one before it ends.
    if (node > 0 && draw.chance(0.4)) continue;
    for (const [start, end] of drawRam(draw, from, rules.section)) ram.push({ node, from: start, to: end });
    from = ram.at(-1)!.to + draw.pick([0, 0, 1024, 2048, 4]);
  }
  return {
    kind,
    structPageBytes: draw.pick(rules.structPages),
    sectionsPerBlock: draw.pick(rules.sectionsPerBlock),
    pageblock: draw.chance(0.8) ? 'huge' : 'largest',
    ram,
    nodes,
    cpus: Array.from({ length: nodes }, (_, node) => node).filter((node) => node === 0 || draw.chance(0.5)),
    gap: draw.pick([0, 0, 0, 1]),
    // 16 TiB is where 32 bits for a pfn of 4 KiB end.
    ...(draw.chance(0.05) ? { high: 16 } : {}),
    config: drawConfig(draw),
  };
}

function drawConfig(draw: Draw): Partial<MachineConfig> {
  const config: Partial<MachineConfig> = {};
  config.memmap_on_memory = draw.weighted([
    [6, 'on'],
    [2, 'force'],
    [1, 'off'],
  ]);
  if (draw.chance(0.35)) config.debug_vm = true;
  if (draw.chance(0.1)) config.kasan = true;
  if (draw.chance(0.1)) config.page_ext = true;
  if (draw.chance(0.15)) config.movable_node = true;
  if (draw.chance(0.2)) config.dirty_memory = true;
  if (draw.chance(0.15)) config.default_online = draw.pick(['online', 'online_kernel', 'online_movable']);
  if (draw.chance(0.1)) config.online_policy = 'auto-movable';
  return config;
}
