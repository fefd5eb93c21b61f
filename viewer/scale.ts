import type { Tracks } from './runs.ts';

/** Where a pfn lies on the picture. */
export interface Scale {
  width: number;
  x(pfn: number): number;
}

/** Pixels that the shortest piece gets, so that a block's memmap can be seen beside its 128 MiB. */
const least = 14;

/**
 * Between two boundaries that any step of any design has, pages take room by the square root of their number, and never
 * less than a few pixels: one scale for all maps of a fixture, not in proportion.
 */
export function scaleOf(all: readonly Tracks[], start: number, end: number, wanted: number): Scale {
  const edges = new Set([start, end]);
  const add = (pfn: number): void => {
    if (pfn > start && pfn < end) edges.add(pfn);
  };
  for (const { blocks, sections, kinds, links, online, spans } of all) {
    for (const [from, to] of [...blocks, ...sections, ...kinds, ...links, ...online])
      for (const pfn of [from, to]) add(pfn);
    for (const span of spans) for (const pfn of [span.start, span.end]) add(pfn);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const lengths = sorted.slice(1).map((edge, at) => Math.sqrt(edge - sorted[at]!));
  const sum = lengths.reduce((total, length) => total + length, 0) || 1;
  const width = Math.max(wanted, least * lengths.length);
  const room = width - least * lengths.length;
  const places = [0];
  for (const length of lengths) places.push(places.at(-1)! + least + (room * length) / sum);
  return {
    width,
    x(pfn) {
      if (pfn <= start) return 0;
      if (pfn >= end) return width;
      const at = sorted.findIndex((edge) => edge > pfn) - 1;
      const part = (pfn - sorted[at]!) / (sorted[at + 1]! - sorted[at]!);
      return places[at]! + part * (places[at + 1]! - places[at]!);
    },
  };
}
