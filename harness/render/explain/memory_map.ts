/** The hot range after one step, one design below the other on a common scale. */

import { kindSigns, kindsOf, type PageKind, runsOf } from '../../run/page_kinds.ts';
import type { Observation } from '../../types/observation.ts';
import type { Machine } from '../../types/scenario.ts';
import { type Piece, scale } from './scale.ts';

export interface Mapped {
  /** Designs that see the same. */
  designs: string[];
  observation: Observation;
}

const indent = '  ';
const labelWidth = 9;

/** Zone spans that reach into the range: name, first pfn, end. */
function spansIn(observation: Observation, start: number, end: number): [string, number, number][] {
  return Object.entries(observation['zone.start'] ?? {}).flatMap(([zone, first]): [string, number, number][] => {
    const from = Number(first);
    const to = from + Number(observation['zone.spanned']?.[zone] ?? 0);
    return to > start && from < end && to > from ? [[zone, from, to]] : [];
  });
}

function rangeOf(maps: readonly Mapped[], machine: Machine): [number, number] {
  const start = machine.firstHotPfn;
  const ends = maps.map(({ observation }) => Number(observation['max_pfn']?.['max_pfn'] ?? 0));
  const blocks = maps.flatMap(({ observation }) =>
    Object.keys(observation['block.state'] ?? {}).map((id) => (Number(id) + 1) * machine.pagesPerBlock),
  );
  return [start, Math.max(...ends, ...blocks, start)];
}

function boundaries(maps: readonly Mapped[], machine: Machine, start: number, end: number): Set<number> {
  const edges = new Set<number>();
  const add = (edge: number) => edge >= start && edge <= end && edges.add(edge);
  for (let pfn = start; pfn <= end; pfn += machine.pagesPerBlock) add(pfn);
  for (const { observation } of maps) {
    for (const [from, to] of kindsOf(observation, machine, start, end)) for (const edge of [from, to]) add(edge);
    for (const [from, to] of runsOf(observation, 'page.online', start, end)) for (const edge of [from, to]) add(edge);
    for (const [, from, to] of spansIn(observation, start, end)) for (const edge of [from, to]) add(edge);
  }
  return edges;
}

const across = (pieces: readonly Piece[], cell: (piece: Piece, first: boolean) => string): string =>
  pieces.map((piece, at) => cell(piece, at === 0)).join('');

function kindLine(
  { observation }: Mapped,
  machine: Machine,
  pieces: readonly Piece[],
  start: number,
  end: number,
): { line: string; kinds: Set<PageKind> } {
  const kinds = kindsOf(observation, machine, start, end);
  const used = new Set<PageKind>();
  const line = across(pieces, ({ start: from, cells }) => {
    const kind = kinds.find(([low, high]) => low <= from && from < high)?.[2] ?? 'absent';
    used.add(kind);
    const { letter, fill } = kindSigns[kind];
    return letter + fill.repeat(cells - 1);
  });
  return { line, kinds: used };
}

/** `[0:Normal──)` under what the zone spans; a span that begins or ends outside of the range is open there. */
function spanLine(name: string, from: number, to: number, pieces: readonly Piece[]): string {
  const inside = (piece: Piece) => piece.start >= from && piece.end <= to;
  const width = pieces.filter(inside).reduce((sum, { cells }) => sum + cells, 0);
  const before = pieces.filter((piece) => piece.end <= from).reduce((sum, { cells }) => sum + cells, 0);
  const first = pieces[0]?.start ?? 0;
  const last = pieces.at(-1)?.end ?? 0;
  if (width === 0) return '';
  const open = from < first ? '<' : '[';
  const close = to > last ? '>' : ']';
  const text = name.slice(0, Math.max(0, width - 2));
  return (
    ' '.repeat(before) + (width === 1 ? '|' : open + text + '─'.repeat(Math.max(0, width - 2 - text.length)) + close)
  );
}

function blockRuler(machine: Machine, pieces: readonly Piece[]): string {
  let line = '';
  let width = 0;
  for (const { start, cells } of pieces) {
    if (start % machine.pagesPerBlock === 0)
      line = `${line.padEnd(width).slice(0, width)}|${start / machine.pagesPerBlock}`;
    width += cells;
  }
  return line.padEnd(width).slice(0, width);
}

const label = (text: string): string => indent + text.padEnd(labelWidth);

/** Lines of the map; none where no memory has been added. */
export function memoryMap(maps: readonly Mapped[], machine: Machine, columns: number): string[] {
  const [start, end] = rangeOf(maps, machine);
  if (maps.length === 0 || start >= end) return [];
  const pieces = scale(boundaries(maps, machine, start, end), columns - labelWidth - indent.length - 1);
  const used = new Set<PageKind>();
  const lines = [
    `Memory from pfn ${start} to ${end}; short pieces are drawn wider than they are`,
    label('block') + blockRuler(machine, pieces),
  ];
  for (const each of maps) {
    const { line, kinds } = kindLine(each, machine, pieces, start, end);
    for (const kind of kinds) used.add(kind);
    const online = runsOf(each.observation, 'page.online', start, end);
    const sees = across(pieces, ({ start: from, cells }) =>
      (online.some(([low, high]) => low <= from && from < high) ? '=' : ' ').repeat(cells),
    );
    lines.push('', `${indent}${each.designs.join(', ')}`, label('pages') + line, (label('pfn_to_') + sees).trimEnd());
    for (const [name, from, to] of spansIn(each.observation, start, end))
      lines.push(label('span') + spanLine(name, from, to, pieces));
  }
  const legend = [...used].map((kind) => `${kindSigns[kind].letter}${kindSigns[kind].fill} ${kindSigns[kind].word}`);
  lines.push('', `${indent}${legend.join('   ')}   == accepted by pfn_to_online_page   [ ] span of a zone`);
  return lines;
}
