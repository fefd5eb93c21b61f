import { familiesOf } from '../../compare/families.ts';
import { recommendationOf } from '../../compare/recommendation.ts';
import { sensitivityOf } from '../../compare/sensitivity.ts';
import type { Report } from '../report.ts';
import { familyText, leftOutText, sensitivityText } from '../words.ts';
import type { SectionOptions } from './sections.ts';
import { wrap } from './wrap.ts';

/** One line per idea: how its best reading fares. Empty where there is one reading of each. */
export function familiesSection(report: Report, { columns }: SectionOptions): string {
  return familiesOf(report)
    .map((family) => wrap(familyText(family), columns, 4))
    .join('\n');
}

/** Which invariants decide the order. */
export function sensitivitySection(report: Report, { columns }: SectionOptions): string {
  const sensitivity = sensitivityOf(report);
  if (sensitivity.order.length < 2) return '';
  const lines = sensitivity.decisive.map((left) => wrap(`- ${leftOutText(left)}`, columns, 4, 2));
  return [wrap(sensitivityText(sensitivity), columns), ...lines].join('\n');
}

export function recommendationSection(report: Report, { columns }: SectionOptions): string {
  return wrap(recommendationOf(report).text, columns);
}
