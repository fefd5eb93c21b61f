import type { PageRun } from '../../types/page_run.ts';
import type { PagesOf } from '../../types/scenario.ts';
import { pagesAt } from './ops.ts';
import { migratetypeRuns } from './pages.ts';
import type { After, SourceBlock } from './source.ts';
import { zoneNameOf } from './zones.ts';

/**
 * Pages that the guest's own kernel held in the way of an offline, from the dumps in dmesg. Reserved pages of hot-added
 * memory are not the guest's doing but the design's (its vmemmap), and are left for the model to refuse.
 */
export function busyPages(dmesg: string[], pagesPerBlock: number, firstHotPfn: number): PagesOf[] {
  const pfns = new Set<number>();
  let pfn: number | undefined;
  let reserved = false;
  for (const line of dmesg) {
    const found = /^\s*page:.*\bpfn:0x([0-9a-f]+)/.exec(line);
    if (found !== null) {
      pfn = Number.parseInt(found[1] as string, 16);
      reserved = false;
    } else if (/^\s*flags:/.test(line)) reserved = /[(|]reserved[|)]/.test(line);
    else if (/page dumped because: unmovable page/.test(line) && pfn !== undefined) {
      if (!reserved || pfn < firstHotPfn) pfns.add(pfn);
      pfn = undefined;
    }
  }
  return [...pfns].sort((a, b) => a - b).map((page) => pagesAt(page, 1, { pagesPerBlock }));
}

/** Data pageblocks of online kernel-zone blocks that the guest's own allocations took and marked. */
export function ownPageblocks({ raw = {}, blocks }: After, pagesPerBlock: number, firstHotPfn: number): PageRun[] {
  const taken: PageRun[] = [];
  const types = migratetypeRuns(raw);
  for (const block of raw.memory_blocks ?? []) {
    const start = block.block * pagesPerBlock;
    if (start < firstHotPfn || zoneOf(block, blocks) !== 'Normal') continue;
    const data = start + vmemmapPagesOf(block);
    for (const [from, to, type] of types.runs(data, start + pagesPerBlock)) {
      if (type !== undefined && type !== 'MOVABLE' && type !== 'ISOLATE') taken.push([from, to]);
    }
  }
  return taken;
}

/** The zone of a block that is online; before v5.18 only sysfs tells it, as the one zone that is valid. */
function zoneOf({ block, zone }: SourceBlock, told: After['blocks'] = {}): string | undefined {
  if (zone !== undefined) return zoneNameOf(String(zone).replace(/^\d+:/, ''));
  const { state, valid_zones } = told[String(block)] ?? {};
  return state === 'online' ? valid_zones : undefined;
}

export function vmemmapPagesOf(block: { nr_vmemmap_pages?: number; altmap?: { free?: number } | null }): number {
  return block.nr_vmemmap_pages ?? block.altmap?.free ?? 0;
}
