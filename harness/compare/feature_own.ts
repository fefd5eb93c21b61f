/**
 * What of a difference to the kernel as released is the feature itself: a block that holds its own memmap says how much
 * that is, has these pages in use from the start, and has so many fewer to give. Whatever a design does beyond that, in
 * spans, counts, sections or on other pages, is the design's.
 */
import { isRunField, type Observation, plainField } from '../types/observation.ts';
import { minus, type PageRun, parseRun, runOf } from '../types/page_run.ts';
import type { Machine } from '../types/scenario.ts';

type Blocks = Pick<Machine, 'pagesPerBlock'>;

/** Values of one (field, key): on the reference, and on the design. */
interface Pair {
  field: string;
  key: string;
  values: readonly unknown[];
}

/**
 * Tells of each value in which a design's observation, the second, differs from the reference's whether it follows from
 * the feature. `before` is what the design showed a step earlier: a block that the step removed was there for its events.
 */
export function featureOwn(
  machine: Blocks,
  design: Observation,
  before: Observation = {},
): (difference: Pair) => boolean {
  const heads = headsOf(machine, before['block.nr_vmemmap_pages'], design['block.nr_vmemmap_pages']);
  const own: Record<string, (difference: Pair) => boolean> = {
    'block.nr_vmemmap_pages': () => true,
    'zone.managed': ({ key, values: [reference, its] }) => Number(reference) - Number(its) === inZone(design, key),
    'saveable.reserved': ({ key, values: [reference, its] }) => Number(its) - Number(reference) === inZone(design, key),
    notifier: ({ values: [reference, its] }) => withoutHeads(String(reference), machine, heads) === its,
  };
  return (difference) => {
    if (heads.length === 0) return false;
    const field = plainField(difference.field);
    // Sections are longer than what a block keeps for itself.
    if (!isRunField(field) || field === 'section.flags' || field === 'resource')
      return own[field]?.(difference) ?? false;
    const run = parseRun(difference.key);
    return run !== undefined && minus([run], heads).length === 0;
  };
}

/** The pages that hold the memmap of the block that they are in, sorted; later counts go over earlier ones. */
function headsOf({ pagesPerBlock }: Blocks, ...counts: (Observation[string] | undefined)[]): PageRun[] {
  return Object.entries(Object.assign({}, ...counts) as Observation[string])
    .flatMap(([id, pages]) => (Number(pages) > 0 ? [runOf(Number(id) * pagesPerBlock, Number(pages))] : []))
    .sort(([a], [b]) => a - b);
}

/** How many such pages the online blocks of a zone have, by the name `node:Zone`. */
function inZone(seen: Observation, zone: string): number {
  const [node, name] = zone.split(':');
  return Object.entries(seen['block.nr_vmemmap_pages'] ?? {})
    .filter(([id]) => seen['block.state']?.[id] === 'online' && String(seen['block.node']?.[id]) === node)
    .filter(([id]) => seen['block.valid_zones']?.[id] === name)
    .reduce((sum, [, pages]) => sum + Number(pages), 0);
}

/** `GOING_ONLINE first+nr nid` of a block as it reads where the pages of its memmap are left out. */
function withoutHeads(event: string, { pagesPerBlock }: Blocks, heads: readonly PageRun[]): string {
  const [name, range = '', ...rest] = event.split(' ');
  const run = parseRun(range);
  const head = run && heads.find(([start]) => start === run[0]);
  if (!run || !head || run[1] - run[0] !== pagesPerBlock) return event;
  return [name, `${head[1]}+${run[1] - head[1]}`, ...rest].join(' ');
}
