import { retText } from '../text/ret_text.ts';
import type { FixtureComparison, Report } from '../types/report.ts';

/** All fixtures on which the designs fall into the same classes of equal behaviour. */
export interface Parting {
  groups: string[][];
  fixtures: FixtureComparison[];
}

/** Fixtures that differ, by the classes they fall into; the commonest first. */
export function partingsOf(report: Report): Parting[] {
  const partings = new Map<string, Parting>();
  for (const fixture of report.fixtures) {
    if (fixture.groups.length < 2) continue;
    const pattern = groupsText(fixture.groups);
    const known = partings.get(pattern);
    if (known) known.fixtures.push(fixture);
    else partings.set(pattern, { groups: fixture.groups, fixtures: [fixture] });
  }
  return [...partings.values()].sort((a, b) => b.fixtures.length - a.fixtures.length);
}

/** `unpatched = david@v10 != oscar@v5`. */
export function groupsText(groups: readonly string[][]): string {
  return groups.map((group) => group.join(' = ')).join(' != ');
}

/** `step 2 online_movable d0: zone.present 0:Movable is 32768 | 32256`, the values in the order of the classes. */
export function divergenceText(fixture: FixtureComparison): string {
  const parting = fixture.firstDivergence;
  if (parting === null) return 'no step differs';
  const values = fixture.groups.map((group) => {
    const shown = parting.values.find(({ designs }) => designs.includes(group[0]!));
    const value = shown?.value ?? null;
    return parting.field === 'ret' ? retText(value) : (value ?? 'none');
  });
  const what = parting.field === 'ret' ? 'returns' : `${`${parting.field} ${parting.key}`.trim()} is`;
  return `step ${parting.step + 1} ${parting.title}: ${what} ${values.join(' | ')}`;
}
