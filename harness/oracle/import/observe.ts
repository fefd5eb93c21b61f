import type { Observation, Scalar } from '../../types/observation.ts';
import { fieldOfRuns, type PageRun } from '../../types/page_run.ts';
import { fromRuns, noRuns } from '../runs.ts';
import { ramRange } from './boot_memory.ts';
import { builtPageFields, notifierField, saveableFields } from './built.ts';
import { vmemmapPagesOf } from './guest.ts';
import { isIn, nodesOf } from './nodes.ts';
import { hotWindow, kpageflagsFields, migratetypeRuns, structPageFields } from './pages.ts';
import type { After, Mhpx, Numbers, Raw, SourceBlock } from './source.ts';
import { zoneNameOf } from './zones.ts';

export interface ObserveContext {
  firstHotPfn: number;
  pagesPerBlock: number;
  pagesPerSection: number;
  /** Boot blocks that are compared too. */
  bootBlocks: number[];
  /** Fields that the kernel does not show. */
  unseen: string[];
}

/** One step's `after` as an observation: what it does not tell is not in it. */
export function observationOf(after: After, context: ObserveContext): Observation {
  const window = hotWindow(after);
  const fields: Observation = {
    ...zoneFields(after.raw?.zones ?? after.mhpx?.zones ?? []),
    ...nodeFields(after),
    ...blockFields(after, context),
    ...(after.raw === undefined ? {} : rawFields(after.raw, context)),
    ...(after.mhpx === undefined ? {} : builtFields(after, after.mhpx, context)),
    ...kpageflagsFields(after, window),
    ...(after.iomem_ram === undefined ? {} : { resource: resources(after.iomem_ram, context.firstHotPfn) }),
  };
  for (const field of context.unseen) delete fields[field];
  return fields;
}

const zoneNumbers: Record<string, string[]> = {
  'zone.start': ['start_pfn', 'start'],
  'zone.spanned': ['spanned_pages', 'spanned'],
  'zone.present': ['present_pages', 'present'],
  'zone.managed': ['managed_pages', 'managed'],
  'zone.contiguous': ['contiguous'],
  'zone.isolated': ['nr_isolate_pageblock', 'iso'],
};

function zoneFields(zones: Numbers[]): Observation {
  const fields: Observation = {};
  for (const zone of zones) {
    const numbers = Object.entries(zoneNumbers).map(([field, names]) => [field, pick(zone, names)] as const);
    if (numbers.every(([, value]) => value === undefined || Number(value) === 0)) continue;
    const key = `${zone['node']}:${zoneNameOf(String(zone['zone']))}`;
    for (const [field, value] of numbers) if (value !== undefined) put(fields, field, key, Number(value));
    if (zone['bootpageset'] !== undefined)
      put(fields, 'zone.pageset', key, zone['bootpageset'] === 1 ? 'boot' : 'real');
  }
  return fields;
}

const nodeNumbers: Record<string, string[]> = {
  'node.start': ['start_pfn', 'start'],
  'node.spanned': ['spanned_pages', 'spanned'],
  'node.present': ['present_pages', 'present'],
  'node.online': ['online'],
  'node.memory': ['memory'],
  'node.normal_memory': ['normal_memory'],
  'node.kswapd': ['kswapd'],
  'node.kcompactd': ['kcompactd'],
};

function nodeFields(after: After): Observation {
  const fields: Observation = {};
  const masks = {
    'node.online': after.n_online,
    'node.memory': after.n_has_memory,
    'node.normal_memory': after.n_has_normal,
  };
  for (const node of nodesOf(after)) {
    const key = String(node['node']);
    for (const [field, names] of Object.entries(nodeNumbers)) {
      const value = pick(node, names);
      if (value !== undefined) put(fields, field, key, Number(value));
    }
    for (const [field, list] of Object.entries(masks)) {
      if (fields[field]?.[key] === undefined && list !== undefined)
        put(fields, field, key, isIn(list, Number(key)) ? 1 : 0);
    }
    if (node['zonelist'] !== undefined) put(fields, 'node.zonelist', key, String(node['zonelist']));
  }
  return fields;
}

function blockFields(after: After, { firstHotPfn, pagesPerBlock, bootBlocks }: ObserveContext): Observation {
  const fields: Observation = { 'block.state': {}, 'block.valid_zones': {}, 'block.node': {} };
  if (after.blocks === undefined) return {};
  for (const [key, block] of Object.entries(after.blocks)) {
    if (Number(key) * pagesPerBlock < firstHotPfn && !bootBlocks.includes(Number(key))) continue;
    if (block.state !== undefined) put(fields, 'block.state', key, block.state);
    if (block.valid_zones !== undefined) put(fields, 'block.valid_zones', key, block.valid_zones);
    if (block.node !== undefined && block.node !== '-') put(fields, 'block.node', key, Number(block.node));
  }
  return fields;
}

function rawFields(raw: Raw, { firstHotPfn, pagesPerBlock, pagesPerSection }: ObserveContext): Observation {
  const fields: Observation = {};
  if (raw.max_pfn !== undefined) fields['max_pfn'] = { max_pfn: raw.max_pfn };
  if (raw.sections !== undefined) {
    const sections = noRuns();
    for (const [section, flags] of raw.sections) sections.set(section, section + 1, flags);
    fields['section.flags'] = fromRuns(sections);
  }
  if (raw.pageblock_migratetype !== undefined) fields['pageblock.migratetype'] = fromRuns(migratetypeRuns(raw));
  if (raw.memory_blocks !== undefined) {
    const hot = raw.memory_blocks.filter(({ block }) => block * pagesPerBlock >= firstHotPfn);
    Object.assign(fields, memoryBlockFields(hot));
  }
  return { ...fields, ...structPageFields(raw, pagesPerSection) };
}

function memoryBlockFields(blocks: SourceBlock[]): Observation {
  const fields: Observation = {
    'block.nr_vmemmap_pages': {},
    'block.online_type': {},
    'block.zone': {},
    group: {},
  };
  for (const block of blocks) {
    const key = String(block.block);
    put(fields, 'block.nr_vmemmap_pages', key, vmemmapPagesOf(block));
    if (block.online_type !== undefined) put(fields, 'block.online_type', key, block.online_type);
    const [node, zone] = String(block.zone).split(':');
    put(fields, 'block.zone', key, zone === undefined ? 'none' : `${node}:${zoneNameOf(zone)}`);
    if (typeof block.group === 'object') {
      const { present_kernel_pages = 0, present_movable_pages = 0 } = block.group;
      put(fields, 'group', key, `${present_kernel_pages}/${present_movable_pages}`);
    }
  }
  return fields;
}

function builtFields(after: After, mhpx: Mhpx, { pagesPerSection }: ObserveContext): Observation {
  const fields: Observation = {
    ...builtPageFields(mhpx.runs ?? [], pagesPerSection),
    ...saveableFields(mhpx.saveable ?? []),
    'block.zone512': { ...mhpx.zone512 },
    notifier: notifierField(after),
  };
  // Over which calls the kernel counted is not told; that there were none needs no telling.
  if (mhpx.lookups?.every((count) => count === 0)) fields['lookups'] = { pfn_to_online_page: 0 };
  return fields;
}

/** System RAM of hot-added memory, one entry as the resource tree has it: neighbours are not merged. */
function resources(lines: string[], firstHotPfn: number): Record<string, Scalar> {
  const ranges = lines
    .map(ramRange)
    .filter((range): range is PageRun => range !== undefined && range[0] >= firstHotPfn);
  return fieldOfRuns(ranges.map(([start, end]) => [start, end, 1]));
}

function pick(from: Numbers, names: string[]): number | string | undefined {
  for (const name of names) if (from[name] !== undefined) return from[name];
  return undefined;
}

function put(fields: Observation, field: string, key: string, value: Scalar): void {
  fields[field] ??= {};
  fields[field][key] = value;
}
