import { retText } from '../text/ret_text.ts';
import type { FixtureComparison } from '../types/report.ts';
import { groupedBy, type IndexedReport } from './report_index.ts';

/** All fixtures on which the designs fall into the same classes of equal behaviour. */
export interface Partition {
  /** `oscar@v5 = david@v10 != michal@pfn-block`. */
  text: string;
  /** Each with where its classes first part. */
  fixtures: { fixture: string; divergence: string }[];
}

/** Fixtures that differ, by the classes they fall into; the commonest first. */
export function partitionsOf({ fixtures }: IndexedReport): Partition[] {
  const differing = fixtures.filter(({ groups }) => groups.length > 1);
  const text = ({ groups }: FixtureComparison): string => groups.map((group) => group.join(' = ')).join(' != ');
  return [...groupedBy(differing, text)]
    .map(([text, alike]): Partition => {
      const told = alike.map((one) => ({ fixture: one.fixture, divergence: divergenceText(one) }));
      return { text, fixtures: told };
    })
    .sort((a, b) => b.fixtures.length - a.fixtures.length);
}

/** `step 2 online_movable d0: zone.present 0:Movable is 32768 | 32256`, the values in the order of the classes. */
export function divergenceText({ firstDivergence: first, groups }: FixtureComparison): string {
  if (first === null) return 'no step differs';
  const { step, title, field, key } = first;
  const values = groups.map(([design]) => {
    const value = first.values.find(({ designs }) => designs.includes(design!))?.value ?? null;
    return field === 'ret' ? retText(value) : (value ?? 'none');
  });
  const what = field === 'ret' ? 'returns' : `${`${field} ${key}`.trim()} is`;
  const of = first.ofFeature ? ', which is the feature itself' : '';
  return `step ${step + 1} ${title}: ${what} ${values.join(' | ')}${of}`;
}
