/** The hot range after one step, one design below the other on a common scale. */

import { kindSigns, kindsOf, type PageKind, runsOf } from '../../run/page_kinds.ts';
import { wrap } from '../../text/wrap.ts';
import type { Observation } from '../../types/observation.ts';
import { joined, minus, type PageRun } from '../../types/page_run.ts';
import type { Machine } from '../../types/scenario.ts';
import { type Piece, scale } from './scale.ts';

export interface Mapped {
  /** Designs that see the same. */
  designs: string[];
  observation: Observation;
}

const indent = '  ';
const labelWidth = 9;
const gapSign = '/';

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

/** Stretches of at least two blocks in which no design has anything. */
function gapsIn(maps: readonly Mapped[], machine: Machine, start: number, end: number): PageRun[] {
  const { pagesPerBlock } = machine;
  const blockOf = (pfn: number): number => Math.floor(pfn / pagesPerBlock) * pagesPerBlock;
  const used = maps.flatMap(({ observation }) => [
    ...Object.keys(observation['block.state'] ?? {}).map((id) => Number(id) * pagesPerBlock),
    ...kindsOf(observation, machine, start, end).flatMap(([from, to, kind]) =>
      kind === 'absent' ? [] : blocksFrom(blockOf(from), to, pagesPerBlock),
    ),
  ]);
  const runs = used.sort((a, b) => a - b).map((first): PageRun => [first, first + pagesPerBlock]);
  return minus([[start, end]], joined(runs)).filter(([from, to]) => to - from >= 2 * pagesPerBlock);
}

const blocksFrom = (first: number, end: number, step: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((end - first) / step)) }, (_, at) => first + at * step);

function boundaries(
  maps: readonly Mapped[],
  machine: Machine,
  [start, end]: PageRun,
  gaps: readonly PageRun[],
): Set<number> {
  const edges = new Set<number>([start, end]);
  const add = (edge: number) => edge >= start && edge <= end && edges.add(edge);
  for (const [from, to] of minus([[start, end]], gaps)) {
    for (let pfn = from; pfn <= to; pfn += machine.pagesPerBlock) add(pfn);
    add(to);
  }
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
  let before: PageKind | undefined;
  const line = across(pieces, ({ start: from, cells, gap }) => {
    const kind = kinds.find(([low, high]) => low <= from && from < high)?.[2] ?? 'absent';
    const goesOn = kind === before && from % machine.pagesPerBlock !== 0;
    before = gap ? undefined : kind;
    if (gap) return gapSign.repeat(cells);
    used.add(kind);
    const { letter, fill } = kindSigns[kind];
    return goesOn ? fill.repeat(cells) : letter + fill.repeat(cells - 1);
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
  for (const { start, cells, gap } of pieces) {
    if (!gap && start % machine.pagesPerBlock === 0)
      line = `${line.padEnd(width).slice(0, width)}|${start / machine.pagesPerBlock}`;
    width += cells;
  }
  return line.padEnd(width).slice(0, width);
}

const label = (text: string): string => indent + text.padEnd(labelWidth);

/** Lines of the map, those alike drawn once; none where no memory has been added. */
export function memoryMap(maps: readonly Mapped[], machine: Machine, columns: number): string[] {
  const [start, end] = rangeOf(maps, machine);
  if (maps.length === 0 || start >= end) return [];
  const gaps = gapsIn(maps, machine, start, end);
  const width = columns - labelWidth - indent.length - 1;
  const pieces = scale(boundaries(maps, machine, [start, end], gaps), width, gaps);
  const used = new Set<PageKind>();
  const drawn = new Map<string, string[]>();
  for (const each of maps) {
    const { line, kinds } = kindLine(each, machine, pieces, start, end);
    for (const kind of kinds) used.add(kind);
    const online = runsOf(each.observation, 'page.online', start, end);
    const sees = across(pieces, ({ start: from, cells }) =>
      (online.some(([low, high]) => low <= from && from < high) ? '=' : ' ').repeat(cells),
    );
    const lines = [label('pages') + line, (label('pfn_to_') + sees).trimEnd()];
    for (const [name, from, to] of spansIn(each.observation, start, end))
      lines.push(label('span') + spanLine(name, from, to, pieces));
    const key = lines.join('\n');
    drawn.set(key, [...(drawn.get(key) ?? []), ...each.designs]);
  }
  const short = pieces.some(({ gap }) => gap) ? `${gapSign.repeat(2)} nothing there, drawn short` : '';
  const legend = [
    ...[...used].map((kind) => `${kindSigns[kind].letter}${kindSigns[kind].fill} ${kindSigns[kind].word}`),
    ...(short ? [short] : []),
    '== accepted by pfn_to_online_page',
    '[ ] span of a zone',
  ];
  return [
    ...wrap(`Memory from pfn ${start} to ${end}; short pieces are drawn wider than they are`, columns, 2).split('\n'),
    label('block') + blockRuler(machine, pieces),
    ...[...drawn].flatMap(([lines, designs]) => [
      '',
      ...wrap(designs.join(', '), columns, 2, 2).split('\n'),
      ...lines.split('\n'),
    ]),
    '',
    ...wrapWhole(legend, columns),
  ];
}

/** No entry is broken. */
const wrapWhole = (entries: readonly string[], columns: number): string[] =>
  wrap(entries.map((entry) => entry.replaceAll(' ', '\u00a0')).join('   '), columns, 2, 2)
    .replaceAll('\u00a0', ' ')
    .split('\n');
