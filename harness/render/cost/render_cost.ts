/** `cost` for a terminal and as Markdown: pure functions of the report. */

import type { CostReport } from '../../cost/cost_report.ts';
import { groupSentence, growthGroups } from '../../cost/growth_lines.ts';
import { costMachines } from '../../cost/machines.ts';
import { cellWidth, grid } from '../../text/grid.ts';
import { wrap } from '../../text/wrap.ts';
import { type CostSection, costSections, otherDesigns } from './cost_lines.ts';

export interface CostLayout {
  all: boolean;
  columns: number;
}

const titleOf = (machine: string): string => costMachines.find((each) => each.id === machine)?.title ?? machine;

export function prettyCost(report: CostReport, { all, columns }: CostLayout): string {
  const others = otherDesigns(report);
  const intro = `Counted work on ${report.base}, relative to ${report.baseline}. A count says how many times, not how long.`;
  const sections = costSections(report, all).map((section) => prettySection(section, report.baseline, others, columns));
  const growth = growthGroups(report.growth, all).map((group) => `  ${wrap(groupSentence(group), columns - 2, 4)}`);
  const laws =
    growth.length > 0 ? [`Growth, from 128 MiB to 64 GiB blocks and from 1 to 4096 blocks`, ...growth].join('\n') : '';
  const hint = all ? '' : 'Only what differs; --all shows the rest.';
  return `${[intro, ...sections, laws, hint].filter((part) => part !== '').join('\n\n')}\n`;
}

function prettySection(section: CostSection, baseline: string, others: string[], columns: number): string {
  const head = `${section.operation} on ${section.machine} (${titleOf(section.machine)})`;
  const failed = Object.entries(section.failed).map(([design, why]) => `  ${design} failed: ${why}`);
  if (section.lines.length === 0) return [head, ...failed].join('\n');
  const heads = ['counter', baseline, ...others].map((name) => name.replace('@', '\n@'));
  const rows = [heads, ...section.lines.map((line) => [line.counter, String(line.baseline), ...line.words])];
  const natural = heads.map((_, column) => Math.max(...rows.map((row) => cellWidth(row[column]!))));
  const wide = Math.max(11, Math.floor((columns - 46 - 2 * natural.length) / Math.max(1, others.length)));
  const widths = natural.map((width, column) => (column < 2 ? width : Math.min(width, wide)));
  const over = widths.reduce((sum, width) => sum + width + 2, -2) - columns;
  widths[0] = Math.max(24, widths[0]! - Math.max(0, over));
  const same = section.same > 0 ? [`  ${section.same} counters are the same in every design.`] : [];
  return [head, grid(rows, { widths, right: [1] }), ...same, ...failed].join('\n');
}

export function markdownCost(report: CostReport, all: boolean): string {
  const others = otherDesigns(report);
  const sections = costSections(report, all).map(({ operation, machine, lines, failed }) => {
    const rows = [
      ['counter', report.baseline, ...others],
      ['---', '---:', ...others.map(() => '---')],
    ];
    for (const line of lines) rows.push([line.counter, String(line.baseline), ...line.words]);
    const notes = Object.entries(failed).map(([design, why]) => `- ${design} failed: ${why}`);
    const body = lines.length > 0 ? rows.map((row) => `| ${row.join(' | ')} |`).join('\n') : '';
    return [`### ${operation} on ${machine} (${titleOf(machine)})`, body, notes.join('\n')]
      .filter(Boolean)
      .join('\n\n');
  });
  const growth = growthGroups(report.growth, all).map((group) => `- ${groupSentence(group)}`);
  const laws = growth.length > 0 ? ['### Growth', growth.join('\n')] : [];
  return `${[`Counted work on ${report.base}, relative to ${report.baseline}.`, ...sections, ...laws].join('\n\n')}\n`;
}
