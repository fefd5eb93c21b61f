import { useRef, useState } from 'preact/hooks';
import type { PageData, PageFixture } from '../harness/render/html/page_types.ts';
import type { Here } from './address.ts';
import { Verdict } from './verdict.tsx';

/** Steps of the focus: rows, columns. */
const moves: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -99],
  End: [0, 99],
};

/** Fixtures x designs. One stop of the tab key; arrows move inside, as in any grid. */
export function Matrix({ data, here, fixtures }: { data: PageData; here: Here; fixtures: PageFixture[] }) {
  const table = useRef<HTMLTableElement>(null);
  const [[row, column], setPlace] = useState<[number, number]>([0, 0]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const next: [number, number] = [
      Math.min(Math.max(row + move[0], 0), fixtures.length - 1),
      Math.min(Math.max(column + move[1], 0), data.designs.length),
    ];
    setPlace(next);
    const link = table.current?.tBodies[0]?.rows[next[0]]?.cells[next[1]]?.querySelector('a');
    link?.focus();
  };
  if (fixtures.length === 0) return <p class="note">No fixture passes these filters.</p>;
  const stop = (r: number, c: number): number => (r === Math.min(row, fixtures.length - 1) && c === column ? 0 : -1);
  return (
    <div class="scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are reached by arrow keys is a grid */}
      <table class="matrix" role="grid" ref={table} onKeyDown={onKeyDown} aria-label="Verdicts, fixtures by designs">
        <thead>
          <tr>
            <th scope="col">fixture</th>
            {data.designs.map(({ id, provenance, title }) => (
              <th key={id} scope="col" title={title}>
                {id.replace('@', '\u200b@')}
                <small>{provenance}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fixtures.map((fixture, r) => (
            <tr key={fixture.id}>
              <th scope="row">
                <a
                  href={here.link({ view: 'fixture', fixture: fixture.id, step: fixture.divergence?.step ?? 0 })}
                  tabIndex={stop(r, 0)}
                  onFocus={() => setPlace([r, 0])}
                >
                  {fixture.id.replace('/', '/\u200b')}
                </a>
                <small>{fixture.title}</small>
              </th>
              {fixture.cells.map((cell, c) => {
                const design = data.designs[c]!.id;
                const step = cell.violations[0]?.step ?? fixture.divergence?.step ?? 0;
                return (
                  <td key={design}>
                    <a
                      href={here.link({ view: 'fixture', fixture: fixture.id, step, design })}
                      tabIndex={stop(r, c + 1)}
                      onFocus={() => setPlace([r, c + 1])}
                    >
                      <Verdict cell={cell} data={data} />
                    </a>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
