/** Who wrote a value that designs show differently. */
import { plainField } from '../types/observation.ts';
import { meets, type PageRun, parseRun, runOf } from '../types/page_run.ts';
import type { RunResult, RunWrite } from '../types/result.ts';
import type { Machine } from '../types/scenario.ts';

/** Where a design's value comes from. */
export interface ValueSource {
  /** 0-based step that wrote it, or at which it is read. */
  step: number;
  /** Function that wrote. */
  function: string;
  /** Functions that were running, outermost first; empty for a reader. */
  chain: string[];
  /** The patch changed not what is written but what reads it. */
  reads?: true;
  /** Implementation of a patch that did it or called who did, as `file:function@patch`; absent where the base alone did. */
  hunk?: string;
}

type Sizes = Pick<Machine, 'pagesPerBlock' | 'pagesPerSection'>;
type Wants = (write: RunWrite) => boolean;

/** Fields of an object -> what the kernel calls them. Of the others an observation is made of several values. */
const kernelFields: Record<string, string> = {
  'zone.start': 'zone_start_pfn',
  'zone.spanned': 'spanned_pages',
  'zone.present': 'present_pages',
  'zone.managed': 'managed_pages',
  'zone.contiguous': 'contiguous',
  'zone.isolated': 'nr_isolate_pageblock',
  'zone.pageset': 'pageset',
  'node.start': 'node_start_pfn',
  'node.spanned': 'node_spanned_pages',
  'node.present': 'node_present_pages',
  'node.online': 'online',
  'node.memory': 'N_MEMORY',
  'node.normal_memory': 'N_NORMAL_MEMORY',
  'node.kswapd': 'kswapd',
  'node.kcompactd': 'kcompactd',
  'node.zonelist': 'zonelist',
  'block.state': 'state',
  'block.node': 'nid',
  'block.nr_vmemmap_pages': 'nr_vmemmap_pages',
  'block.online_type': 'online_type',
  'block.zone': 'zone',
};

/** Of fields over pages those attributes of a page that decide them. */
const attributes: Record<string, readonly string[]> = {
  'pageblock.migratetype': ['pageblock_migratetype'],
  'page.link': ['page_link', 'memmap'],
  'page.state': ['memmap', 'page_flags'],
  'page.inspan': ['page_link', 'memmap'],
  'kpageflags.reserved': ['page_flags', 'memmap'],
  'kpageflags.owner': ['page_flags', 'memmap'],
};

const objects: Record<string, string> = { zone: 'zone', node: 'node', block: 'memory block' };

const touches =
  (object: string, run: PageRun, fields?: readonly string[]): Wants =>
  (write) =>
    write.object === object &&
    write.start !== undefined &&
    meets([write.start, write.end!], run) &&
    (fields === undefined || fields.includes(write.field));

/** The writes that a value may come of; undefined for a value that no write says anything of. */
function wanted({ pagesPerBlock, pagesPerSection }: Sizes, field: string, key: string): Wants | undefined {
  const [kind = ''] = field.split('.');
  const its = kernelFields[field];
  if (its !== undefined) return (write) => write.object === `${objects[kind]} ${key}` && write.field === its;
  const run = parseRun(key);
  if (field === 'section.flags' && run) return touches('mem_section', run);
  if (run && attributes[field]) return touches('struct page', run, attributes[field]);
  // NOPAGE is what pfn_to_online_page() gives no page for.
  if (run && (field === 'page.online' || field === 'kpageflags.nopage')) {
    const sections: PageRun = [Math.floor(run[0] / pagesPerSection), Math.ceil(run[1] / pagesPerSection)];
    return touches('mem_section', sections);
  }
  if (field === 'block.zone512' || field === 'block.valid_zones')
    return touches('struct page', runOf(Number(key) * pagesPerBlock, pagesPerBlock), ['page_link', 'memmap']);
  return undefined;
}

/** What is asked of a function of the kernel that designs may replace. */
const readers: Record<string, string> = {
  'page.online': 'pfn_to_online_page',
  'kpageflags.nopage': 'pfn_to_online_page',
  'kpageflags.reserved': 'pfn_to_online_page',
  'kpageflags.owner': 'pfn_to_online_page',
  'block.valid_zones': 'test_pages_in_a_zone',
  'block.zone512': 'test_pages_in_a_zone',
  lookups: 'pfn_to_online_page',
};

/** What of a run tells who did something. */
type Doings = Pick<RunResult, 'evidence' | 'writes'>;

/**
 * The patch's own reader where it has one, else the last write to the value up to and with a step; undefined where it is
 * as booted, or is not written at all.
 */
export function valueSourceOf(
  sizes: Sizes,
  { evidence, writes = [] }: Doings,
  step: number,
  { field, key }: { field: string; key: string },
): ValueSource | undefined {
  const plain = plainField(field);
  const reader = readers[plain];
  const own = (id: string): boolean => nameIn(id) === reader && id.includes('@');
  const hunk = reader && [...evidence.checked, ...evidence.unchecked].find(own);
  if (hunk) return { step, function: reader, chain: [], hunk, reads: true };
  const wants = wanted(sizes, plain, key);
  const last = wants && writes.findLast((write) => write.step <= step && wants(write));
  if (!last) return undefined;
  const its = last.by.findLast((id) => id.includes('@'));
  const chain = last.by.map(nameIn);
  return { step: last.step, function: chain.at(-1) ?? '', chain, ...(its ? { hunk: its } : {}) };
}

/** The function in `file:function@patch`. */
export const nameIn = (id: string): string => /:(\w+)/.exec(id)?.[1] ?? '';
