import type { Numbers } from '../import/source.ts';
import { zoneName } from '../import/zones.ts';
import type { KernelMemory, StructView } from './kernel_memory.ts';

export interface ZonesRead {
  nodes: Numbers[];
  zones: Numbers[];
  /** Address of a struct zone -> `0:NORMAL`. */
  zoneAt: Map<bigint, string>;
}

const zoneMembers = {
  start_pfn: 'zone_start_pfn',
  spanned_pages: 'spanned_pages',
  present_pages: 'present_pages',
  managed_pages: 'managed_pages',
  nr_isolate_pageblock: 'nr_isolate_pageblock',
  contiguous: 'contiguous',
};

/** Names of the zones in the order of their numbers. */
export function zoneNames({ types }: KernelMemory): string[] {
  const values = types.values('zone_type') ?? new Map<string, number>();
  return [...values]
    .filter(([name]) => name.startsWith('ZONE_'))
    .sort(([, a], [, b]) => a - b)
    .map(([name]) => name.slice('ZONE_'.length));
}

/** 1 << NODES_SHIFT, from the length of a zonelist: (nodes * zones) and one more to end it. */
export function maxNodes(memory: KernelMemory): number {
  const length = memory.types.length('zonelist', '_zonerefs');
  return Math.max(1, Math.round((length - 1) / zoneNames(memory).length));
}

/** Every node with memory or a processor, and its zones that hold anything. */
export async function readZones(memory: KernelMemory): Promise<ZonesRead> {
  const { types } = memory;
  const names = zoneNames(memory);
  const nodes = maxNodes(memory);
  const pointers = await memory.read(memory.symbol('node_data'), 8 * Math.min(nodes, 64));
  const firstZone = types.field('pglist_data', 'node_zones').offset;
  const read: ZonesRead = { nodes: [], zones: [], zoneAt: new Map() };
  const bootPageset = memory.symbol('boot_pageset');
  const lists: [node: Numbers, zonerefs: bigint[]][] = [];
  for (let node = 0; node < pointers.length / 8; node++) {
    const address = pointers.readBigUInt64LE(node * 8);
    if (address === 0n) continue;
    const pgdat = await memory.struct('pglist_data', address);
    const numbers: Numbers = {
      node,
      start_pfn: pgdat.number('node_start_pfn'),
      spanned_pages: pgdat.number('node_spanned_pages'),
      present_pages: pgdat.number('node_present_pages'),
      kswapd: pgdat.value('kswapd') === 0n ? 0 : 1,
      kcompactd: pgdat.value('kcompactd') === 0n ? 0 : 1,
    };
    read.nodes.push(numbers);
    lists.push([numbers, fallbackList(memory, pgdat)]);
    names.forEach((name, index) => {
      const zone = pgdat.inner('zone', firstZone + index * types.size('zone'));
      read.zoneAt.set(zone.address, `${node}:${name}`);
      const numbers: Numbers = { node, zone: name };
      for (const [as, member] of Object.entries(zoneMembers)) if (zone.has(member)) numbers[as] = zone.number(member);
      numbers['bootpageset'] = zone.value('per_cpu_pageset') === bootPageset ? 1 : 0;
      if (Object.keys(zoneMembers).some((as) => Number(numbers[as] ?? 0) !== 0)) read.zones.push(numbers);
    });
  }
  for (const [node, zones] of lists) node['zonelist'] = zones.map((zone) => spelled(read.zoneAt.get(zone))).join(' ');
  return read;
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
  return name === undefined ? 'none' : `${node}:${zoneName(name)}`;
}
