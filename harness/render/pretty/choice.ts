import { familiesOf } from '../../analysis/families.ts';
import { recommendationOf } from '../../analysis/recommendation.ts';
import { type Sensitivity, sensitivityOf } from '../../analysis/sensitivity.ts';
import { familyText, leftOutText, sensitivityText } from '../../analysis/words.ts';
import { wrap } from '../../text/wrap.ts';
import type { Report } from '../../types/report.ts';

/** What to make of the ranking, section by section; nothing where there is but one design to rank. */
export function choiceSections(report: Report, columns: number): [title: string, body: string][] {
  const [families, sensitivity] = [familiesOf(report), sensitivityOf(report)];
  if (sensitivity.order.flat().length < 2) return [];
  const sections: [title: string, body: string][] = [
    ['Which one to take', advice(recommendationOf(report, families, sensitivity).points, columns)],
    ['What decides the order', decides(sensitivity, columns)],
    ['Each idea by its best reading', families.map((family) => wrap(familyText(family), columns, 4)).join('\n')],
  ];
  return sections.filter(([, body]) => body !== '');
}

const advice = ([choice = '', ...reasons]: readonly string[], columns: number): string =>
  [wrap(choice, columns), ...reasons.map((reason) => wrap(`- ${reason}`, columns, 4, 2))].join('\n');

function decides(sensitivity: Sensitivity, columns: number): string {
  const lines = sensitivity.decisive.map((left) => wrap(`- ${leftOutText(left)}`, columns, 4, 2));
  return [wrap(sensitivityText(sensitivity), columns), ...lines].join('\n');
}
