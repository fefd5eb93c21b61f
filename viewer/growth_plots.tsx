import type { Growth } from '../harness/cost/growth.ts';
import { growthGroups } from '../harness/cost/growth_lines.ts';
import type { PageData } from '../harness/render/html/page_types.ts';
import type { ReportGrowth } from '../harness/types/report.ts';
import { colourOf } from './colours.ts';
import { count } from './words.ts';

const width = 300;
const height = 150;
const dashes = ['', '6 3', '2 3', '8 3 2 3', '1 4'];

/** Of each counter whose growth the designs disagree on: one line per law, both axes logarithmic. */
export function GrowthPlots({ growth, data }: { growth: readonly ReportGrowth[]; data: PageData }) {
  const groups = growthGroups(growth as readonly Growth[], false);
  if (groups.length === 0)
    return <p class="answer c-ok">✔ Every counter grows alike on all {data.designs.length} designs.</p>;
  return (
    <>
      <p class="note">
        Counters whose growth the designs disagree on; both axes are logarithmic, a straight line is a power law.
      </p>
      <div class="plots">
        {groups.map(({ operation, counter, variable, laws }) => {
          const most = Math.max(1, ...laws.flatMap(({ from, to }) => [from, to]));
          const y = (value: number): number => height - (height * Math.log1p(value)) / Math.log1p(most);
          return (
            <figure key={`${operation} ${counter} ${variable}`}>
              <figcaption>
                {operation}: {counter}
              </figcaption>
              <svg viewBox={`-4 -8 ${width + 8} ${height + 12}`} role="img" aria-label={`${counter} by ${variable}`}>
                <path d={`M0 0V${height}H${width}`} class="axis" />
                {laws.map(({ designs: ids, from, to }, at) => (
                  <path
                    key={ids.join()}
                    d={`M0 ${y(from)}L${width} ${y(to)}`}
                    class="law"
                    style={{ stroke: colourOf(data, ids[0]!) }}
                    stroke-dasharray={dashes[at % 5]}
                  />
                ))}
              </svg>
              <p class="note">
                {variable === 'block size' ? 'block size, 128 MiB to 64 GiB' : `${variable}, 1 to 4,096`}; up to{' '}
                {count(most)}
              </p>
              <ul>
                {laws.map(({ designs: ids, exponent, from, to }, at) => (
                  <li key={ids.join()}>
                    <svg width="34" height="8" aria-hidden="true">
                      <path
                        d="M0 4H34"
                        class="law"
                        style={{ stroke: colourOf(data, ids[0]!) }}
                        stroke-dasharray={dashes[at % 5]}
                      />
                    </svg>{' '}
                    {ids.join(', ')}: {count(from)} to {count(to)}, power {exponent.toFixed(2)}
                  </li>
                ))}
              </ul>
            </figure>
          );
        })}
      </div>
    </>
  );
}
