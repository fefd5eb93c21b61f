import type { Analysis } from '../../analysis/analysis.ts';
import { instructionsText } from '../../text/cost_text.ts';
import { grid } from '../../text/grid.ts';
import { wrap } from '../../text/wrap.ts';
import type { SectionOptions } from './sections.ts';

/** Cost in one figure: a line per operation, then what decides. Empty where it was not measured. */
export function costSection({ cost, header }: Analysis, { columns }: Pick<SectionOptions, 'columns'>): string {
  if (!cost) return '';
  const others = header.designs.map(({ id }) => id).filter((id) => id !== header.reference);
  const rows = cost.operations.map(({ operation, reference, designs }) => [
    operation,
    instructionsText(reference),
    ...others.map((id) => designs.find(({ design }) => design === id)?.text ?? '-'),
  ]);
  const heads = others.map((id) => id.replace('@', '\n@').replace('-section-', '-section\n-'));
  const table = grid([['instructions, predicted', header.reference, ...heads], ...rows], {
    widths: [24, header.reference.length, ...others.map((id) => Math.min(16, id.length))],
  });
  return [table, ...cost.facts.map((fact) => wrap(`- ${fact}`, columns, 2))].join('\n');
}
