import type { PageRun } from '../../types/page_run.ts';
import type { Raw, StructPageRow } from '../import/source.ts';
import type { KernelMemory, StructView } from './kernel_memory.ts';
import { maxNodes, zoneNamesOf } from './read_zones.ts';
import type { Unseen } from './unseen.ts';

/** Sizes that are not in the type information. */
export interface PageGeometry {
  pagesPerSection: number;
  pageblockPages: number;
}

/** What is read here and nowhere else. */
export const pageFields = ['section.flags', 'pageblock.migratetype', 'page.link'];

const sectionFlags = ['PRESENT', 'HAS_MEM_MAP', 'ONLINE', 'EARLY'];

/** Sections, migratetypes of pageblocks and struct pages over a range of page frames, offline ones included. */
export async function readPages(
  memory: KernelMemory,
  [start, end]: PageRun,
  { pagesPerSection, pageblockPages }: PageGeometry,
  unseen: Unseen,
): Promise<Required<Pick<Raw, 'sections' | 'pageblock_migratetype' | 'struct_pages'>>> {
  const read = { sections: [], pageblock_migratetype: [], struct_pages: [] } as {
    sections: [number, string][];
    pageblock_migratetype: [number, number, string][];
    struct_pages: StructPageRow[];
  };
  const first = Math.floor(start / pagesPerSection);
  for (let section = first; section * pagesPerSection < end; section++) {
    const found = await readSection(memory, section);
    if (found === undefined || !(found.map & 2n)) continue;
    read.sections.push([section, sectionFlags.filter((_, bit) => found.map & (1n << BigInt(bit))).join('|')]);
    const start = section * pagesPerSection;
    const types = await unseen.unless(['pageblock.migratetype'], () =>
      migratetypes(memory, found.section, pagesPerSection / pageblockPages),
    );
    for (const [block, type] of (types ?? []).entries())
      push(read.pageblock_migratetype, [start + block * pageblockPages, pageblockPages, type]);
    const rows = await unseen.unless(['page.link'], () => structPages(memory, start, pagesPerSection));
    for (const row of rows ?? []) push(read.struct_pages, row);
  }
  return read;
}

/** section_mem_map with its flags, and the section itself; undefined where there is no such section. */
async function readSection(
  memory: KernelMemory,
  section: number,
): Promise<{ map: bigint; section: StructView } | undefined> {
  const { types } = memory;
  const size = types.size('mem_section');
  const perRoot = Math.floor(4096 / size);
  const roots = await memory.variable('mem_section');
  const root = await memory.pointer(roots + BigInt(8 * Math.floor(section / perRoot)));
  if (root === 0n) return undefined;
  const read = await memory.struct('mem_section', root + BigInt(size * (section % perRoot)));
  return { map: read.value('section_mem_map'), section: read };
}

/** Of each pageblock of a section. */
async function migratetypes(memory: KernelMemory, section: StructView, pageblocks: number): Promise<string[]> {
  const names = migratetypeNames(memory);
  const { width, isolated } = pageblockLayout(memory);
  const flags = memory.types.field('mem_section_usage', 'pageblock_flags').offset;
  const bytes = await memory.read(section.value('usage') + BigInt(flags), (pageblocks * width) / 8);
  return Array.from({ length: pageblocks }, (_, block) => {
    const at = block * width;
    const bits = (bytes[at >> 3] ?? 0) >> (at & 7);
    return bits & isolated ? 'ISOLATE' : (names.get(bits & 7) ?? String(bits & 7));
  });
}

/**
 * Bits that a pageblock has, and the one that says that it is isolated; 0 where that is a migratetype of its own, up to
 * v6.16 (include/linux/pageblock-flags.h).
 */
function pageblockLayout({ types }: KernelMemory): { width: number; isolated: number } {
  const bits = types.values('pageblock_bits');
  const number = bits.get('NR_PAGEBLOCK_BITS') ?? bits.get('__NR_PAGEBLOCK_BITS') ?? 4;
  const isolate = bits.get('PB_migrate_isolate');
  // The kernel aligns what a pageblock has to a power of two, so that none lies in two words.
  return { width: 2 ** Math.ceil(Math.log2(number)), isolated: isolate === undefined ? 0 : 2 ** isolate };
}

function migratetypeNames({ types }: KernelMemory): Map<number, string> {
  const names = new Map<number, string>();
  for (const [name, value] of types.values('migratetype')) {
    if (name !== 'MIGRATE_PCPTYPES' && name !== 'MIGRATE_TYPES') names.set(value, name.replace(/^MIGRATE_/, ''));
  }
  return names;
}

/** Runs of [pfn, nr, flags, node, zone, refcount]; flags are left at 0, they change with every use of a page. */
async function structPages(memory: KernelMemory, first: number, number: number): Promise<StructPageRow[]> {
  const { types } = memory;
  const size = types.size('page');
  const nodeShift = 64 - Math.ceil(Math.log2(maxNodes(memory)));
  const zoneShift = nodeShift - bitsFor(zoneNamesOf(memory).length);
  const base = (await memory.variable('vmemmap_base')) + BigInt(first * size);
  const bytes = await memory.read(base, number * size);
  const flagsAt = types.field('page', 'flags').offset + 4;
  const countAt = types.field('page', '_refcount').offset;
  const rows: StructPageRow[] = [];
  const zones = 2 ** (nodeShift - zoneShift) - 1;
  let [start, links, counted] = [0, -1, false];
  const end = (index: number) => {
    if (index === start) return;
    const node = nodeShift === 64 ? 0 : links >>> (nodeShift - 32);
    rows.push([first + start, index - start, 0, node, (links >>> (zoneShift - 32)) & zones, counted ? 0 : -1]);
    start = index;
  };
  for (let index = 0; index < number; index++) {
    const high = (bytes.readUInt32LE(index * size + flagsAt) >>> (zoneShift - 32)) << (zoneShift - 32);
    const count = bytes.readInt32LE(index * size + countAt);
    // How often a page is used says nothing; only whether the count can be one at all.
    const possible = count >= 0 && count < 0x100000;
    if (high === links && possible === counted) continue;
    end(index);
    [links, counted] = [high, possible];
  }
  end(number);
  return rows;
}

/** ZONES_SHIFT of include/linux/page-flags-layout.h. */
function bitsFor(zones: number): number {
  return Math.ceil(Math.log2(zones));
}

/** Appends a run, or lengthens the last one when it says the same. */
function push<T extends (number | string)[]>(rows: T[], row: T): void {
  const last = rows.at(-1);
  const same = last !== undefined && Number(last[0]) + Number(last[1]) === row[0];
  if (same && row.every((value, at) => at < 2 || value === last[at])) last[1] = Number(last[1]) + Number(row[1]);
  else rows.push(row);
}
