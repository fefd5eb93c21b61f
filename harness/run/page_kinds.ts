/** What a reader of the map wants to tell apart, worked out from one observation. */

import type { Observation } from '../types/observation.ts';
import { clipValues, covers, runsOfField, type ValueRun } from '../types/page_run.ts';
import type { Machine } from '../types/scenario.ts';

export type PageKind = 'vmemmap' | 'free' | 'offline' | 'garbage' | 'poison' | 'raw' | 'absent';

/** A letter to begin a run with and a sign to fill it: either alone is enough. */
export const kindSigns: Record<PageKind, { letter: string; fill: string; word: string }> = {
  vmemmap: { letter: 'V', fill: '▓', word: 'memmap of its own block' },
  free: { letter: 'F', fill: '░', word: 'free or in use' },
  offline: { letter: 'O', fill: '─', word: 'offline' },
  garbage: { letter: 'G', fill: '╳', word: 'garbage' },
  poison: { letter: 'P', fill: '!', word: 'poisoned' },
  raw: { letter: 'R', fill: '?', word: 'never written' },
  absent: { letter: 'A', fill: '·', word: 'absent' },
};

export type KindRun = ValueRun<PageKind>;

/** The runs of a field, in order, cut to [start, end). */
export function runsOf(observation: Observation, field: string, start: number, end: number): ValueRun<string>[] {
  return clipValues(runsOfField(observation[field]), [start, end]).map(([from, to, value]) => [
    from,
    to,
    String(value),
  ]);
}

/** The pages that carry the memmap of the blocks that are there. */
function heads(observation: Observation, { pagesPerBlock }: Machine): [number, number][] {
  return Object.entries(observation['block.nr_vmemmap_pages'] ?? {}).flatMap(([id, nr]): [number, number][] =>
    Number(nr) > 0 ? [[Number(id) * pagesPerBlock, Number(id) * pagesPerBlock + Number(nr)]] : [],
  );
}

/** Every pfn of [start, end) in maximal runs of one kind. */
export function kindsOf(observation: Observation, machine: Machine, start: number, end: number): KindRun[] {
  const states = runsOf(observation, 'page.state', start, end);
  const online = runsOf(observation, 'page.online', start, end);
  const own = heads(observation, machine);
  const edges = new Set([start, end]);
  for (const [from, to] of [...states, ...online, ...own])
    for (const edge of [from, to]) if (edge > start && edge < end) edges.add(edge);
  const sorted = [...edges].sort((a, b) => a - b);
  const kinds: [number, number, PageKind][] = [];
  for (const [at, from] of sorted.slice(0, -1).entries()) {
    const to = sorted[at + 1]!;
    const state = states.find(([low, high]) => low <= from && from < high)?.[2];
    const kind = kindAt(state, covers(online, from), covers(own, from));
    const last = kinds.at(-1);
    if (last?.[2] === kind) last[1] = to;
    else kinds.push([from, to, kind]);
  }
  return kinds;
}

function kindAt(state: string | undefined, online: boolean, own: boolean): PageKind {
  if (state === undefined) return 'absent';
  if (state === 'garbage' || (online && (state === 'poison' || state === 'raw'))) return state;
  // In use for what they hold, whatever their own struct pages say.
  if (own) return 'vmemmap';
  if (online) return 'free';
  return state === 'poison' || state === 'raw' ? state : 'offline';
}
