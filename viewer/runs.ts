import type { PageTrace } from '../harness/render/html/page_trace.ts';
import { kindsOf, runsOf } from '../harness/run/page_kinds.ts';
import type { Observation } from '../harness/types/observation.ts';
import { meets, runsOfField, type ValueRun } from '../harness/types/page_run.ts';

export type Run = ValueRun<string>;

/** What a map shows of one observation, in pfns. */
export interface Tracks {
  blocks: Run[];
  sections: Run[];
  kinds: Run[];
  links: Run[];
  online: Run[];
  spans: { zone: string; start: number; end: number; present: number; managed: number }[];
}

export function tracksOf(seen: Observation, { machine }: PageTrace, start: number, end: number): Tracks {
  const { pagesPerBlock, pagesPerSection } = machine;
  const blocks = Object.entries(seen['block.state'] ?? {}).map(([id, state]): Run => {
    return [Number(id) * pagesPerBlock, (Number(id) + 1) * pagesPerBlock, `${id} ${state}`];
  });
  const sections = runsOfField(seen['section.flags']).map(
    ([from, to, flags]): Run => [from * pagesPerSection, to * pagesPerSection, String(flags)],
  );
  const spans = Object.entries(seen['zone.start'] ?? {}).map(([zone, first]) => ({
    zone,
    start: Number(first),
    end: Number(first) + Number(seen['zone.spanned']?.[zone] ?? 0),
    present: Number(seen['zone.present']?.[zone] ?? 0),
    managed: Number(seen['zone.managed']?.[zone] ?? 0),
  }));
  const inside = ([from, to]: Run): boolean => meets([from, to], [start, end]);
  return {
    blocks: blocks.filter(inside),
    sections: sections.filter(inside),
    // The kinds need of a machine only how large its blocks are.
    kinds: kindsOf(seen, machine as Parameters<typeof kindsOf>[1], start, end),
    links: runsOf(seen, 'page.link', start, end),
    online: runsOf(seen, 'page.online', start, end),
    spans: spans.filter((span) => span.end > start && span.start < end && span.end > span.start),
  };
}

/** From the first hot-added page to the end of what any design ever had. */
export function rangeOf(states: readonly Observation[], { machine }: PageTrace): [start: number, end: number] {
  const ends = states.flatMap((seen) => [
    Number(seen['max_pfn']?.['max_pfn'] ?? 0),
    ...Object.keys(seen['block.state'] ?? {}).map((id) => (Number(id) + 1) * machine.pagesPerBlock),
  ]);
  return [machine.firstHotPfn, Math.max(machine.firstHotPfn, ...ends)];
}
