import { kindSigns, type PageKind } from '../harness/run/page_kinds.ts';
import type { Run, Tracks } from './runs.ts';
import type { Scale } from './scale.ts';
import { Scrolls } from './scrolls.tsx';
import { count } from './words.ts';

interface MapProps {
  tracks: Tracks;
  scale: Scale;
  start: number;
  end: number;
  name: string;
  wrong: readonly (readonly [pfn: number, nr: number])[];
}

const rowGap = 4;
/** Room that a character of the small print takes. */
const character = 6.4;

/** One design's hot-added memory: blocks, sections, pages, the zone they link to, who sees them, spans of zones. */
export function MemoryMap({ tracks, scale, start, end, name, wrong }: MapProps) {
  const { blocks, sections, kinds, links, online, spans } = tracks;
  const rows: [label: string, height: number, draw: (y: number) => preact.ComponentChildren][] = [
    ['memory blocks', 18, (y) => <Boxes runs={blocks} scale={scale} y={y} height={18} look="block" />],
    ['sections', 16, (y) => <Boxes runs={sections.map(sectionText)} scale={scale} y={y} height={16} look="section" />],
    ['pages', 30, (y) => <Kinds runs={kinds} scale={scale} y={y} height={30} />],
    ['zone the pages link to', 16, (y) => <Boxes runs={links} scale={scale} y={y} height={16} look="page-link" />],
    ['pfn_to_online_page() accepts', 12, (y) => <Accepted runs={online} scale={scale} y={y} height={12} />],
    ...spans.map(({ zone, start: from, end: to, present, managed }): (typeof rows)[number] => [
      `${zone} spans ${count(to - from)}, present ${count(present)}, managed ${count(managed)}`,
      12,
      (y) => <Bracket from={from} to={to} start={start} end={end} scale={scale} y={y} />,
    ]),
  ];
  let y = 0;
  const placed = rows.map(([label, height, draw]) => {
    const at = y + 13;
    y = at + height + rowGap;
    return { label, at, draw };
  });
  return (
    <Scrolls label={`Memory map of ${name}`}>
      <svg class="map" width={scale.width} height={y} role="img" aria-label={mapText(tracks)}>
        {placed.map(({ label, at, draw }) => (
          <g key={label}>
            <text x={0} y={at - 3} class="label">
              {label}
            </text>
            {draw(at)}
          </g>
        ))}
        {wrong.map(([pfn, nr]) => (
          <g key={pfn}>
            <title>{`wrong: pages ${pfn}+${nr}`}</title>
            <rect
              x={scale.x(pfn) + 1}
              y={1}
              width={Math.max(4, scale.x(pfn + nr) - scale.x(pfn) - 2)}
              height={y - 2}
              class="wrong-pages"
            />
          </g>
        ))}
      </svg>
    </Scrolls>
  );
}

interface RowProps {
  runs: readonly Run[];
  scale: Scale;
  y: number;
  height: number;
}

function Boxes({ runs, scale, y, height, look }: RowProps & { look: string }) {
  return (
    <>
      {runs.length === 0 && <Nothing y={y} height={height} />}
      {runs.map(([from, to, text]) => {
        const [x, width] = [scale.x(from), scale.x(to) - scale.x(from)];
        return (
          <g key={from}>
            <title>{`${text}: ${from} to ${to}, ${count(to - from)} pages`}</title>
            <rect
              x={x + 0.5}
              y={y + 0.5}
              width={Math.max(1, width - 1)}
              height={height - 1}
              class={`box ${look} ${stateClass(text)}`}
            />
            <text x={x + 4} y={y + height - 4.5} class="in-box">
              {fitting(text, width - 6)}
            </text>
          </g>
        );
      })}
    </>
  );
}

function Kinds({ runs, scale, y, height }: RowProps) {
  return (
    <>
      {runs.map(([from, to, kind]) => {
        const [x, width] = [scale.x(from), scale.x(to) - scale.x(from)];
        const sign = kindSigns[kind as PageKind];
        const text = width > kind.length * character + 8 ? kind : sign.letter;
        return (
          <g key={from}>
            <title>{`${sign.word}: ${from} to ${to}, ${count(to - from)} pages`}</title>
            <rect x={x} y={y} width={width} height={height} class={`kind k-${kind}`} />
            <rect x={x} y={y} width={width} height={height} fill={`url(#p-${kind})`} />
            {width > 9 && (
              <g class="plate">
                <rect
                  x={x + width / 2 - text.length * 3.4 - 2}
                  y={y + 8}
                  width={text.length * 6.8 + 4}
                  height={14}
                  rx={3}
                  class={`kind k-${kind} bare`}
                />
                <text x={x + width / 2} y={y + 19} text-anchor="middle" class="k-text">
                  {text}
                </text>
              </g>
            )}
          </g>
        );
      })}
    </>
  );
}

/** A bar where the pages are handed out; elsewhere a thin dotted line. */
function Accepted({ runs, scale, y, height }: RowProps) {
  return (
    <>
      <line x1={0} x2={scale.width} y1={y + height / 2} y2={y + height / 2} class="unseen" />
      {runs.map(([from, to]) => (
        <g key={from}>
          <title>{`accepted: ${from} to ${to}, ${count(to - from)} pages`}</title>
          <rect x={scale.x(from)} y={y} width={scale.x(to) - scale.x(from)} height={height} class="seen" />
        </g>
      ))}
    </>
  );
}

/** Closed where the span begins or ends, an arrow where it goes on outside of the picture. */
function Bracket({
  from,
  to,
  start,
  end,
  scale,
  y,
}: {
  from: number;
  to: number;
  start: number;
  end: number;
  scale: Scale;
  y: number;
}) {
  const [x1, x2] = [scale.x(from) + 1, scale.x(to) - 1];
  const left = from < start ? `M${x1 + 6} ${y + 1}L${x1} ${y + 6}L${x1 + 6} ${y + 11}` : `M${x1} ${y}V${y + 12}`;
  const right = to > end ? `M${x2 - 6} ${y + 1}L${x2} ${y + 6}L${x2 - 6} ${y + 11}` : `M${x2} ${y}V${y + 12}`;
  return (
    <g>
      <title>{`${from} to ${to}${from < start ? ', begins below this picture' : ''}`}</title>
      <path class="bracket" d={`${left}M${x1} ${y + 6}H${x2}${right}`} />
    </g>
  );
}

function Nothing({ y, height }: { y: number; height: number }) {
  return (
    <text x={4} y={y + height - 4.5} class="in-box dim">
      none
    </text>
  );
}

/** `PRESENT|HAS_MEM_MAP|ONLINE` as `online`, or `present`: what tells sections apart. */
function sectionText([from, to, flags]: Run): Run {
  const bits = flags.split('|');
  const words = [bits.includes('ONLINE') ? 'online' : 'not online'];
  if (!bits.includes('HAS_MEM_MAP')) words.push('no memmap');
  if (bits.includes('EARLY')) words.push('early');
  return [from, to, words.join(', ')];
}

function stateClass(text: string): string {
  return /not online|offline|going/.test(text) ? 'is-offline' : 'is-online';
}

function fitting(text: string, width: number): string {
  const room = Math.floor(width / character);
  if (text.length <= room) return text;
  // `48 online` becomes `48`, `0:Movable` becomes `Movable`, then `M`.
  const zone = text.replace(/^\d+:/, '');
  return [text.split(' ')[0]!, zone, zone === text ? '' : zone[0]!].find((short) => short.length <= room) ?? '';
}

/** The picture in words. */
function mapText({ kinds, online, spans }: Tracks): string {
  const pages = kinds.map(([from, to, kind]) => `${kind} ${from} to ${to}`);
  const seen = online.map(([from, to]) => `${from} to ${to}`);
  const zones = spans.map(({ zone, start, end }) => `${zone} spans ${start} to ${end}`);
  return `Pages: ${pages.join(', ')}. Accepted by pfn_to_online_page: ${seen.join(', ') || 'none'}. ${zones.join(', ')}.`;
}
