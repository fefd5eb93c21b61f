import type { ViewProps } from './app.tsx';
import { CostInOne } from './cost_figure.tsx';
import { GrowthPlots } from './growth_plots.tsx';
import { Scrolls } from './scrolls.tsx';

/** Counted work relative to the reference, over all fixtures; how it grows, where that was measured. */
export function CostView({ data }: ViewProps) {
  const others = data.designs.filter(({ id }) => id !== data.reference);
  return (
    <>
      <h1>Cost against {data.reference}</h1>
      {data.cost && <CostInOne data={data} cost={data.cost} />}
      <details>
        <summary>All counters, over all fixtures</summary>
        <p class="note">
          Work of the model, counted over the same steps of every design: those that succeed on all of them. Not time. A
          fixture has its own figures.
        </p>
        {data.costs.length === 0 && <p class="answer c-ok">✔ The designs do the same work in every operation.</p>}
        {data.costs.length > 0 && (
          <Scrolls label="Counted work per operation">
            <table>
              <thead>
                <tr>
                  <th scope="col">operation</th>
                  <th scope="col">counted work</th>
                  {others.map(({ id }) => (
                    <th key={id} scope="col">
                      {id.replace('@', '\u200b@')}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.costs.map(({ operation, counter, cells }) => (
                  <tr key={`${operation} ${counter}`}>
                    <td>{operation}</td>
                    <th scope="row">{counter}</th>
                    {cells.map((cell, at) => (
                      <td key={others[at]!.id} class={cell === 'same' ? 'dim' : ''}>
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolls>
        )}
      </details>
      <details>
        <summary>How each counter grows</summary>
        {data.growth.length === 0 ? (
          <p class="note">
            This report carries no laws of growth; <code>npx mhp-compare cost</code> fits them.
          </p>
        ) : (
          <GrowthPlots growth={data.growth} data={data} />
        )}
      </details>
    </>
  );
}
