/** Rows of a cost report: one per counter, every design relative to the baseline, always in words. */

import type { CostReport, MeasuredOperation } from '../../cost/cost_report.ts';
import { isDerived } from '../../cost/counters.ts';
import { ratioWord } from '../../text/ratio_word.ts';

export interface CostLine {
  counter: string;
  baseline: number;
  /** In the order of the other designs: `1.9x more`, `same`, or `failed`. */
  words: string[];
}

export interface CostSection {
  operation: string;
  machine: string;
  lines: CostLine[];
  /** Counters that are the same in every design and not among the lines. */
  same: number;
  failed: Record<string, string>;
}

export const otherDesigns = (report: CostReport): string[] =>
  report.designs.filter((design) => design !== report.baseline);

/** Only what differs unless `all`; a section without anything to say is left out then. */
export function costSections(report: CostReport, all: boolean): CostSection[] {
  const sections = report.operations.map((cost) => section(report, cost, all));
  return sections.filter((each) => all || each.lines.length > 0 || Object.keys(each.failed).length > 0);
}

function section(report: CostReport, cost: MeasuredOperation, all: boolean): CostSection {
  const { operation, machine, byDesign, failed = {} } = cost;
  const reference = byDesign[report.baseline];
  if (!reference) return { operation, machine, lines: [], same: 0, failed };
  const names = [...new Set(Object.values(byDesign).flatMap(Object.keys))].sort();
  const counted = otherDesigns(report).map((design) => byDesign[design]);
  const lines = names.map((counter) => {
    const baseline = reference[counter] ?? 0;
    const words = counted.map((counts) => (counts ? ratioWord(counts[counter] ?? 0, baseline) : 'failed'));
    return { counter, baseline, words };
  });
  const differing = lines.filter(
    ({ counter, baseline }) =>
      !isEcho(counter) && counted.some((counts) => counts && (counts[counter] ?? 0) !== baseline),
  );
  return { operation, machine, lines: all ? lines : differing, same: lines.length - differing.length, failed };
}

/** Work under the outer locks repeats what mem_hotplug_lock says. */
const isEcho = (counter: string): boolean => isDerived(counter) && / device(_hotplug_lock| lock of )/.test(counter);
