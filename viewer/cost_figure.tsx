import type { CostFigure, CostOfDesign, OperationCostLine } from '../harness/analysis/cost.ts';
import type { PageData } from '../harness/render/html/page_types.ts';
import { instructionsText } from '../harness/text/cost_text.ts';
import { colourOf } from './colours.ts';
import { CostCurve } from './cost_curve.tsx';
import { count } from './words.ts';

/** Cost in one figure: what decides, then per operation a bar a design, with curves and counters beneath. */
export function CostInOne({ data, cost }: { data: PageData; cost: CostFigure }) {
  return (
    <>
      <p class="answer">{cost.line}</p>
      <ul>
        {cost.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <p class="note">
        Guest instructions that weights predict, fitted on real kernels; a block of 128 MiB beside two others, 2 GiB of
        boot memory in ZONE_NORMAL. Not time.
      </p>
      <div class="bars">
        {cost.operations.map((line) => (
          <Operation key={line.operation} line={line} data={data} />
        ))}
      </div>
    </>
  );
}

function Operation({ line, data }: { line: OperationCostLine; data: PageData }) {
  const most = Math.max(...line.designs.map(({ ratio }) => ratio), 1);
  const curves = (line.designs[0]?.grows ?? []).map(({ variable }) => variable).filter((name) => grows(line, name));
  return (
    <section>
      <table>
        <caption>{line.operation}</caption>
        <tbody>
          {line.designs.map((each) => (
            <tr key={each.design}>
              <th scope="row">{each.design}</th>
              <td class="bar">
                <svg width="100%" height="12" aria-hidden="true">
                  <rect
                    width={`${(100 * each.ratio) / most}%`}
                    height="12"
                    style={{ fill: colourOf(data, each.design) }}
                  />
                  <line x1={`${100 / most}%`} x2={`${100 / most}%`} y1="0" y2="12" class="unity" />
                </svg>
              </td>
              <td class="number">{each.text}</td>
              <td class="dim number">{instructionsText(each.instructions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {curves.length > 0 && (
        <div class="curves">
          {curves.map((variable) => (
            <CostCurve key={variable} line={line} variable={variable} data={data} />
          ))}
        </div>
      )}
      <Counters line={line} reference={data.reference} />
    </section>
  );
}

/** A curve is worth drawing where a design grows unlike another. */
function grows({ designs }: OperationCostLine, variable: string): boolean {
  const slopes = designs.map(({ grows: all }) => all.find((each) => each.variable === variable)?.perUnit ?? 0);
  const [least, most] = [Math.min(...slopes), Math.max(...slopes)];
  return most > 0 && (most - least) / most > 0.1;
}

/** The counters behind a difference from the reference, and the longest hold of the lock. */
function Counters({ line, reference }: { line: OperationCostLine; reference: string }) {
  const base = line.designs.find(({ design }) => design === reference);
  const others = line.designs.filter((each) => each !== base);
  const names = [...new Set(line.designs.flatMap(({ parts }) => parts.map(([name]) => name)))].filter((name) =>
    others.some((each) => unitsOf(each, name) !== (base ? unitsOf(base, name) : 0)),
  );
  if (names.length === 0) return null;
  return (
    <details>
      <summary>what makes the difference</summary>
      <ul>
        {names.map((name) => (
          <li key={name}>
            {name}: {base && count(unitsOf(base, name))} in {reference};{' '}
            {others.map((each) => `${count(unitsOf(each, name))} in ${each.design}`).join(', ')}
          </li>
        ))}
        {others.some(({ hold }) => hold !== null) && (
          <li>
            longest hold of mem_hotplug_lock, counted work against {reference}:{' '}
            {others.map(({ design, hold }) => `${hold?.toFixed(2) ?? 'none'} in ${design}`).join(', ')}
          </li>
        )}
      </ul>
    </details>
  );
}

const unitsOf = ({ parts }: CostOfDesign, name: string): number => parts.find(([each]) => each === name)?.[1] ?? 0;
