import type { z } from 'zod';
import type { Machine, MachineConfig, MachineNode } from '../types/scenario.ts';
import type { config as configSchema, MachineFile, nodes as nodesSchema } from './machine_schema.ts';
import { Complaint, under } from './problem.ts';
import { sizeInPages } from './size.ts';

const subsectionBytes = 2 * 2 ** 20;

/** What a machine is where neither its file nor the scenario says otherwise. */
export const defaultConfig: MachineConfig = {
  memmap_on_memory: 'on',
  debug_vm: false,
  kasan: false,
  page_ext: false,
  movable_node: false,
  default_online: 'offline',
  online_policy: 'contig-zones',
  auto_movable_ratio: 301,
  auto_movable_numa_aware: true,
  dirty_memory: false,
  memory_failure: true,
  hibernation: true,
};

/** `config` over `base`, key by key. */
export function withConfig(base: MachineConfig, config: z.infer<typeof configSchema> = {}): MachineConfig {
  return {
    ...base,
    ...(Object.fromEntries(
      Object.entries(config).filter(([, value]) => value !== undefined),
    ) as Partial<MachineConfig>),
  };
}

/** Nodes with their boot memory in pfns. Throws where a range is empty, runs backwards or overlaps the one before. */
export function resolveNodes(nodes: z.infer<typeof nodesSchema>, pageBytes: number): MachineNode[] {
  return nodes.map(({ node, cpu, ram }, i) => {
    if (nodes.findIndex((other) => other.node === node) !== i)
      throw new Complaint('duplicate-id', `node ${node} is there twice`, 'give each node a number of its own', [
        i,
        'node',
      ]);
    let end = -1;
    const ranges = ram.map(([from, to], j) =>
      under([i, 'ram', j], () => {
        const range: [number, number] = [
          under([0], () => sizeInPages(from, pageBytes)),
          under([1], () => sizeInPages(to, pageBytes)),
        ];
        if (range[0] >= range[1] || range[0] < end)
          throw new Complaint(
            'bad-geometry',
            `${from} to ${to} is no range above the one before`,
            'write [from, to) addresses, rising',
          );
        end = range[1];
        return range;
      }),
    );
    return { node, ram: ranges, cpu: cpu ?? ranges.length > 0 };
  });
}

/** A preset's file over the machine it extends. Throws complaints with paths into the file. */
export function resolveMachine(id: string, file: MachineFile, extended?: Machine): Machine {
  const pageBytes = file.page === undefined ? extended?.pageBytes : under(['page'], () => sizeInPages(file.page!, 1));
  // Figures in pages mean nothing under another page size: such a preset says all of them itself.
  const base = extended?.pageBytes === pageBytes ? extended : undefined;
  const missing = (key: string): never => {
    throw new Complaint('missing-key', `\`${key}\` is missing`, `add it, or \`extends:\` a preset that has it`);
  };
  if (pageBytes === undefined) return missing('page');
  const pagesOf = (
    key: 'section' | 'block' | 'pageblock' | 'pmd' | 'first_hot',
    inherited: number | undefined,
  ): number => {
    const text = file[key];
    return text === undefined ? (inherited ?? missing(key)) : under([key], () => sizeInPages(text, pageBytes));
  };
  const ends = Object.entries(file.zone_ends ?? {}).map(([zone, end = '']) => [
    zone,
    under(['zone_ends', zone], () => sizeInPages(end, pageBytes)),
  ]);
  const bootZones = file.boot_zones ?? (file.nodes ? undefined : base?.bootZones);
  const machine: Machine = {
    id,
    title: file.title,
    ...(file.rare === undefined ? {} : { rare: file.rare }),
    arch: file.arch ?? extended?.arch ?? missing('arch'),
    pageBytes,
    structPageBytes: file.struct_page ?? extended?.structPageBytes ?? missing('struct_page'),
    pagesPerSection: pagesOf('section', base?.pagesPerSection),
    pagesPerSubsection: subsectionBytes / pageBytes,
    pageblockPages: pagesOf('pageblock', base?.pageblockPages),
    maxOrder: file.max_order ?? base?.maxOrder ?? missing('max_order'),
    pmdPages: pagesOf('pmd', base?.pmdPages),
    pagesPerBlock: pagesOf('block', base?.pagesPerBlock),
    zoneEnds: file.zone_ends ? Object.fromEntries(ends) : (base?.zoneEnds ?? missing('zone_ends')),
    nodes: file.nodes
      ? under(['nodes'], () => resolveNodes(file.nodes!, pageBytes))
      : (base?.nodes ?? missing('nodes')),
    firstHotPfn: pagesOf('first_hot', base?.firstHotPfn),
    ...(bootZones?.length ? { bootZones } : {}),
    config: withConfig(extended?.config ?? defaultConfig, file.config),
  };
  checkGeometry(machine);
  return machine;
}

/** What the kernel asserts at build or boot, include/linux/mmzone.h and drivers/base/memory.c:memory_dev_init. */
export function checkGeometry(machine: Machine): void {
  const fail = (key: string, message: string, hint: string): never => {
    throw new Complaint('bad-geometry', message, hint, [key]);
  };
  if (machine.pagesPerBlock % machine.pagesPerSection !== 0)
    fail('block', 'a block is not a whole number of sections', 'make `block` a multiple of `section`');
  if (2 ** machine.maxOrder > machine.pagesPerSection)
    fail('max_order', 'the largest buddy chunk exceeds a section', 'lower `max_order` or raise `section`');
  if (machine.pagesPerSection % machine.pageblockPages !== 0)
    fail('pageblock', 'a section is not a whole number of pageblocks', 'use powers of two');
  if (machine.firstHotPfn % machine.pagesPerBlock !== 0)
    fail('first_hot', 'the first DIMM does not land on a block', 'make `first_hot` a multiple of `block`');
  const hot = machine.nodes.flatMap(({ ram }) => ram).find(([, end]) => end > machine.firstHotPfn);
  if (hot)
    fail(
      'first_hot',
      `boot memory up to pfn ${hot[1]} lies above the first DIMM`,
      'raise `first_hot` above boot memory',
    );
}
