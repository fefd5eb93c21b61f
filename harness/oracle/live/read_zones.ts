import type { Numbers } from '../import/source.ts';
import { zoneNameOf } from '../import/zones.ts';
import type { KernelMemory, StructView } from './kernel_memory.ts';
import type { Unseen } from './unseen.ts';

export interface ZonesRead {
  nodes: Numbers[];
  zones: Numbers[];
  /** Address of a struct zone -> `0:NORMAL`. */
  zoneAt: Map<bigint, string>;
}

/** Names in a recording: the member, and the field of an observation it becomes. */
const zoneMembers: Record<string, [member: string, field: string]> = {
  start_pfn: ['zone_start_pfn', 'zone.start'],
  spanned_pages: ['spanned_pages', 'zone.spanned'],
  present_pages: ['present_pages', 'zone.present'],
  managed_pages: ['managed_pages', 'zone.managed'],
  nr_isolate_pageblock: ['nr_isolate_pageblock', 'zone.isolated'],
  contiguous: ['contiguous', 'zone.contiguous'],
};

/** Names of the zones in the order of their numbers. */
export function zoneNamesOf({ types }: KernelMemory): string[] {
  return [...types.values('zone_type')]
    .filter(([name]) => name.startsWith('ZONE_'))
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name.slice('ZONE_'.length));
}

/** 1 << NODES_SHIFT, from the length of a zonelist: (nodes * zones) and one more to end it. */
export function maxNodes(memory: KernelMemory): number {
  const length = memory.types.length('zonelist', '_zonerefs');
  return Math.max(1, Math.round((length - 1) / zoneNamesOf(memory).length));
}

/** What is read here and nowhere else. */
export const zoneFields = [
  'zone.contiguous',
  'zone.isolated',
  'zone.pageset',
  'node.kswapd',
  'node.kcompactd',
  'node.zonelist',
];

/**
 * Every node with memory or a processor, and its zones that hold anything. Throws NotInKernel where not even the nodes are
 * found.
 */
export async function readZones(memory: KernelMemory, unseen: Unseen): Promise<ZonesRead> {
  const { types } = memory;
  const names = zoneNamesOf(memory);
  const firstZone = types.field('pglist_data', 'node_zones').offset;
  const read: ZonesRead = { nodes: [], zones: [], zoneAt: new Map() };
  const bootPageset = await unseen.unless(['zone.pageset'], () => memory.symbol('boot_pageset'));
  const lists: [node: Numbers, zonerefs: bigint[]][] = [];
  for (const [node, address] of await nodeData(memory)) {
    const pgdat = await memory.struct('pglist_data', address);
    const numbers: Numbers = {
      node,
      start_pfn: pgdat.number('node_start_pfn'),
      spanned_pages: pgdat.number('node_spanned_pages'),
      present_pages: pgdat.number('node_present_pages'),
    };
    for (const task of ['kswapd', 'kcompactd']) {
      const running = await unseen.unless([`node.${task}`], () => pgdat.value(task) !== 0n);
      if (running !== undefined) numbers[task] = running ? 1 : 0;
    }
    read.nodes.push(numbers);
    const list = await unseen.unless(['node.zonelist'], () => fallbackList(memory, pgdat));
    if (list !== undefined) lists.push([numbers, list]);
    for (const [index, name] of names.entries()) {
      const zone = pgdat.inner('zone', firstZone + index * types.size('zone'));
      read.zoneAt.set(zone.address, `${node}:${name}`);
      const numbers = await zoneNumbers(zone, unseen);
      if (Object.values(numbers).every((value) => value === 0)) continue;
      // `pageset` until v5.13.
      const pageset = await unseen.unless(['zone.pageset'], () => zone.value('per_cpu_pageset', 'pageset'));
      if (pageset !== undefined) numbers['bootpageset'] = pageset === bootPageset ? 1 : 0;
      read.zones.push({ node, zone: name, ...numbers });
    }
  }
  for (const [node, zones] of lists) node['zonelist'] = zones.map((zone) => spelled(read.zoneAt.get(zone))).join(' ');
  return read;
}

/** Number and struct pglist_data of every node that has one. */
async function nodeData(memory: KernelMemory): Promise<[node: number, address: bigint][]> {
  // Without CONFIG_NUMA there is one node, in a variable of its own.
  if (memory.hasSymbol('contig_page_data')) return [[0, memory.symbol('contig_page_data')]];
  const pointers = await memory.read(memory.symbol('node_data'), 8 * Math.min(maxNodes(memory), 64));
  const nodes: [number, bigint][] = [];
  for (let node = 0; node < pointers.length / 8; node++) nodes.push([node, pointers.readBigUInt64LE(node * 8)]);
  return nodes.filter(([, address]) => address !== 0n);
}

async function zoneNumbers(zone: StructView, unseen: Unseen): Promise<Record<string, number>> {
  const numbers: Record<string, number> = {};
  for (const [as, [member, field]] of Object.entries(zoneMembers)) {
    const value = await unseen.unless([field], () => zone.number(member));
    if (value !== undefined) numbers[as] = value;
  }
  return numbers;
}

/** Zones that an allocation on the node may fall back to, in order: addresses up to the one that is null. */
function fallbackList(memory: KernelMemory, pgdat: StructView): bigint[] {
  const { types } = memory;
  const list = pgdat.inner('zonelist', types.field('pglist_data', 'node_zonelists').offset);
  const zones: bigint[] = [];
  for (let index = 0; index < types.length('zonelist', '_zonerefs'); index++) {
    const zone = list.inner('zoneref', index * types.size('zoneref')).value('zone');
    if (zone === 0n) break;
    zones.push(zone);
  }
  return zones;
}

/** `0:NORMAL` as `0:Normal`. */
function spelled(zone: string | undefined): string {
  const [node, name] = (zone ?? '').split(':');
  return name === undefined ? 'none' : `${node}:${zoneNameOf(name)}`;
}
