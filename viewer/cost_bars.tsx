import { useState } from 'preact/hooks';
import type { PageData, PageFixture } from '../harness/render/html/page_types.ts';
import { count, plural } from './words.ts';

const few = 8;

/** Counted work that is not the same on every design: a bar and a number each. Not time. */
export function CostBars({ data, fixture }: { data: PageData; fixture: PageFixture }) {
  const [all, setAll] = useState(false);
  if (fixture.costs.length === 0) return <p class="answer c-ok">✔ Every design does the same work.</p>;
  const reference = Math.max(
    0,
    data.designs.findIndex(({ id }) => id === data.reference),
  );
  const rows = [...fixture.costs].sort(([, a], [, b]) => spread(b) - spread(a));
  const shown = all ? rows : rows.slice(0, few);
  return (
    <>
      <p class="note">
        Work of the model summed over the steps, where it differs; {plural(fixture.sameCosts, 'counter')} the same on
        all. Not time.
      </p>
      <div class="bars">
        {shown.map(([counter, counts]) => (
          <table key={counter}>
            <caption>{counter}</caption>
            <tbody>
              {counts.map((value, at) => (
                <tr key={data.designs[at]!.id}>
                  <th scope="row">{data.designs[at]!.id}</th>
                  <td class="bar">
                    <svg width="100%" height="10" aria-hidden="true">
                      <rect width={`${(100 * value) / Math.max(1, ...counts)}%`} height="10" />
                    </svg>
                  </td>
                  <td class="number">{count(value)}</td>
                  <td class="dim">{at === reference ? 'reference' : relative(value, counts[reference]!)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      {rows.length > few && (
        <button type="button" onClick={() => setAll(!all)}>
          {all ? 'Only the largest differences' : `All ${rows.length} counters that differ`}
        </button>
      )}
    </>
  );
}

function relative(value: number, reference: number): string {
  if (value === reference) return 'same';
  if (reference === 0) return 'only here';
  if (value === 0) return 'none';
  return value > reference
    ? `${(value / reference).toPrecision(2)}x more`
    : `${(reference / value).toPrecision(2)}x less`;
}

function spread(counts: readonly number[]): number {
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return low === 0 ? high * 1000 : high / low;
}
