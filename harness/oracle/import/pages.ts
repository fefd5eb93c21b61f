import type { Observation, Scalar } from '../../types/observation.ts';
import type { PageRun } from '../../types/page_run.ts';
import { fromRuns, noRuns, type Runs } from '../runs.ts';
import type { After, KpageflagsRow, Raw } from './source.ts';
import { solveSummary, type ValueSum } from './summary.ts';
import { hotZone, zoneOrders } from './zones.ts';

/** The range of pfns that a step's recorder listed; undefined before the first DIMM. */
export function hotWindow({ kpageflags, kpageflags_summary, mhpx, raw }: After): PageRun | undefined {
  const ranges: PageRun[] = [
    ...rowsOf(kpageflags).map(([first, nr]): PageRun => [first, first + nr]),
    ...(kpageflags_summary ?? []).map(({ first, end }): PageRun => [first, end]),
    ...(mhpx?.runs ?? []).map(([first, nr]): PageRun => [first, first + nr]),
    ...(raw?.pageblock_migratetype ?? []).map(([first, nr]): PageRun => [first, first + nr]),
  ];
  if (ranges.length === 0) return undefined;
  return [Math.min(...ranges.map(([start]) => start)), Math.max(...ranges.map(([, end]) => end))];
}

function rowsOf(rows: KpageflagsRow[] | undefined): [number, number, string][] {
  return (rows ?? []).filter((row) => typeof row !== 'string');
}

/** /proc/kpageflags without what the guest's own use of its pages puts there. Nothing when the walk did not end. */
export function kpageflagsFields(after: After, window: PageRun | undefined): Observation {
  const runs = kpageflagsRuns(after, window);
  if (runs === undefined) return {};
  const pick = (mark: string) => {
    const found = noRuns();
    for (const [start, end, marks] of runs.present()) if (String(marks).includes(mark)) found.set(start, end, 1);
    return fromRuns(found);
  };
  return { 'kpageflags.nopage': pick('n'), 'kpageflags.reserved': pick('r'), 'kpageflags.owner': pick('o') };
}

function kpageflagsRuns(after: After, window: PageRun | undefined): Runs | undefined {
  if (after.kpageflags_summary !== undefined && window !== undefined) {
    const sums = after.kpageflags_summary.map((row): ValueSum => ({ ...row, value: marksOf(String(row.flags)) }));
    return solveSummary(sums, [window]);
  }
  if (after.kpageflags === undefined) return undefined;
  const rows = rowsOf(after.kpageflags);
  // Nothing listed of a range that is there: the walk died (a kernel BUG), it did not find nothing.
  if (rows.length === 0 && window !== undefined) return undefined;
  const runs = noRuns();
  for (const [first, nr, flags] of rows) runs.set(first, first + nr, marksOf(flags));
  return runs;
}

/** n NOPAGE, r RESERVED, o OWNER_PRIVATE of a page that is in no other use, which only vmemmap pages are. */
function marksOf(flags: string): string {
  const names = flags.split('|');
  const used = names.some((name) => ['LRU', 'ANON', 'MMAP', 'SLAB', 'BUDDY', 'SWAPCACHE', 'SWAPBACKED'].includes(name));
  const owner = names.includes('OWNER_PRIVATE') && !used;
  return `${names.includes('NOPAGE') ? 'n' : ''}${names.includes('RESERVED') ? 'r' : ''}${owner ? 'o' : ''}`;
}

/** What the struct pages link to, as read from outside. Nothing when a summary leaves it open. */
export function structPageFields(raw: Raw, pagesPerSection: number): Observation {
  const link = (node: number, zone: number): Scalar | undefined => {
    const name = hotZone(zoneOrders.debian, zone);
    return name === undefined ? undefined : `${node}:${name}`;
  };
  if (raw.struct_pages !== undefined) {
    const runs = noRuns();
    for (const [pfn = 0, nr = 0, , node = 0, zone = 0, refcount = 0] of raw.struct_pages) {
      // No page has such a count: bytes that the memory held before its first use.
      if (refcount >= 0 && refcount < 0x100000) runs.set(pfn, pfn + nr, link(node, zone));
    }
    return { 'page.link': fromRuns(runs) };
  }
  if (raw.struct_pages_summary === undefined) return {};
  const sums = raw.struct_pages_summary.map((row): ValueSum => ({ ...row, value: link(row.node ?? 0, row.zone ?? 0) }));
  const mapped = (raw.sections ?? []).map(
    ([section]): PageRun => [section * pagesPerSection, (section + 1) * pagesPerSection],
  );
  const runs = solveSummary(sums, mapped);
  return runs === undefined ? {} : { 'page.link': fromRuns(runs) };
}

export function migratetypeRuns(raw: Raw): Runs {
  const runs = noRuns();
  for (const [first, nr, type] of raw.pageblock_migratetype ?? []) runs.set(first, first + nr, type);
  return runs;
}
