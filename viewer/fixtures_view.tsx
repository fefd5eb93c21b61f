import type { ViewProps } from './app.tsx';
import { FilterBar, filtered } from './filters.tsx';
import { Matrix } from './matrix.tsx';

/** The appendix: every fixture on every design. */
export function FixturesView({ data, here }: ViewProps) {
  const shown = filtered(data, here.address.filters);
  return (
    <>
      <h1>Fixtures</h1>
      <FilterBar data={data} here={here} shown={shown.length} />
      <Matrix data={data} here={here} fixtures={shown} />
      <p class="note">{data.words.unconfirmed}. Arrow keys move between cells; Enter opens the fixture.</p>
    </>
  );
}
