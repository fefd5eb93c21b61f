import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageTrace } from '../harness/render/html/page_trace.ts';
import { kindSigns, type PageKind } from '../harness/run/page_kinds.ts';
import type { Observation } from '../harness/types/observation.ts';
import { MemoryMap } from './memory_map.tsx';
import { KindPatterns } from './patterns.tsx';
import { rangeOf, tracksOf } from './runs.ts';
import { scaleOf } from './scale.ts';
import { type Alike, isGone } from './seen.ts';

interface MapsProps {
  trace: PageTrace;
  states: readonly Observation[];
  groups: readonly Alike[];
  /** Design that was asked for; its map is marked. */
  chosen: string;
  /** What is said of the chosen one; `asked for` unless told. */
  mark?: string;
  /** Pages of the chosen design that are marked as wrong: first, number. */
  wrong?: readonly (readonly [pfn: number, nr: number])[];
}

/** The memory of every design after a step, those that agree in one map, all on one scale. */
export function MemoryMaps({ trace, states, groups, chosen, mark = 'asked for', wrong = [] }: MapsProps) {
  const box = useRef<HTMLDivElement>(null);
  const room = useWidth(box);
  const [start, end] = useMemo(() => rangeOf(states, trace), [states, trace]);
  const tracks = useMemo(() => states.map((seen) => tracksOf(seen, trace, start, end)), [states, trace, start, end]);
  const columns = Math.min(groups.length, room >= 1100 ? 3 : room >= 720 ? 2 : 1);
  const wanted = Math.max(240, Math.floor((room - 12 * (columns - 1)) / columns) - 20);
  const scale = useMemo(() => scaleOf(tracks, start, end, wanted), [tracks, start, end, wanted]);
  const used = new Set(
    groups
      .filter(({ state }) => !isGone(states[state]))
      .flatMap(({ state }) => tracks[state]!.kinds.map(([, , kind]) => kind as PageKind)),
  );
  if (start >= end) return <p class="note">No memory has been added: there is nothing to draw.</p>;
  return (
    <div ref={box}>
      <KindPatterns />
      <p class="note">
        From pfn {start} to {end}, every map on the same scale; short runs are drawn wider than they are.
      </p>
      <div class="maps" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {groups.map(({ designs, state }) => (
          <figure key={state} class={designs.includes(chosen) ? 'chosen' : ''}>
            <figcaption>
              {designs.join(' = ')}
              {designs.includes(chosen) && groups.length > 1 && <small> {mark}</small>}
            </figcaption>
            {isGone(states[state]) ? (
              <p class="note">The machine is gone: nothing can be seen of it.</p>
            ) : (
              <MemoryMap
                tracks={tracks[state]!}
                scale={scale}
                start={start}
                end={end}
                name={designs.join(', ')}
                wrong={designs.includes(chosen) ? wrong : []}
              />
            )}
          </figure>
        ))}
      </div>
      <ul class="legend" aria-label="Legend of the maps">
        {(Object.keys(kindSigns) as PageKind[])
          .filter((kind) => used.has(kind))
          .map((kind) => (
            <li key={kind}>
              <svg width="26" height="16" aria-hidden="true">
                <rect width="26" height="16" class={`kind k-${kind}`} />
                <rect width="26" height="16" fill={`url(#p-${kind})`} />
                <text x="13" y="12" text-anchor="middle" class="k-text">
                  {kindSigns[kind].letter}
                </text>
              </svg>{' '}
              {kind}
              {kindSigns[kind].word !== kind && `: ${kindSigns[kind].word}`}
            </li>
          ))}
      </ul>
    </div>
  );
}

/** Width of an element's content in pixels, followed as the window changes. */
function useWidth(box: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(() => Math.min(1200, document.documentElement.clientWidth - 32));
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box.current]);
  return width;
}
