import { ratioText } from '../text/cost_text.ts';
import type { CostGrowth, Header, ReportCost } from '../types/report.ts';
import { costFacts } from './cost_facts.ts';

/** What operations cost each design, as instructions predicted of a real kernel, held against the reference. */
export interface CostFigure {
  operations: OperationCostLine[];
  /** Of a block's whole life, in one line; empty where the reference was not measured. */
  line: string;
  /** What decides, in sentences, worked out from the figures. */
  facts: string[];
}

/** One operation. */
export interface OperationCostLine {
  operation: string;
  /** Instructions of the reference. */
  reference: number;
  /** In the order of the report's designs, the reference among them; those that were not measured are left out. */
  designs: CostOfDesign[];
}

export interface CostOfDesign {
  design: string;
  instructions: number;
  /** To the reference. */
  ratio: number;
  /** `0.84`, `3.5`, `6.7`. */
  text: string;
  /** Counted units in the longest hold of mem_hotplug_lock, to the reference's; null where neither takes it. */
  hold: number | null;
  withoutLock: number;
  grows: CostGrowth[];
  parts: ReportCost['parts'];
}

const wholeLife = 'whole life';

/** Undefined where nothing was measured. */
export function costOf(
  header: Pick<Header, 'designs' | 'reference'>,
  costs: readonly ReportCost[],
): CostFigure | undefined {
  if (costs.length === 0) return undefined;
  const names = [...new Set(costs.map(({ operation }) => operation))];
  const operations = names.flatMap((operation): OperationCostLine[] => {
    const its = costs.filter((cost) => cost.operation === operation);
    const reference = its.find(({ design }) => design === header.reference);
    if (!reference) return [];
    const designs = header.designs.flatMap(({ id }) => its.filter(({ design }) => design === id));
    const line = { operation, reference: reference.instructions };
    return [{ ...line, designs: designs.map((cost) => heldAgainst(reference, cost)) }];
  });
  return { operations, line: lineOf(operations, header.reference), facts: costFacts(operations, header.reference) };
}

function heldAgainst(reference: ReportCost, cost: ReportCost): CostOfDesign {
  const { design, instructions, longestHold, withoutLock, grows, parts } = cost;
  const ratio = instructions / reference.instructions;
  const hold = reference.longestHold === 0 ? null : longestHold / reference.longestHold;
  return { design, instructions, ratio, text: ratioText(ratio), hold, withoutLock, grows, parts };
}

function lineOf(operations: readonly OperationCostLine[], reference: string): string {
  const life = operations.find(({ operation }) => operation === wholeLife);
  const others = life?.designs.filter(({ design }) => design !== reference) ?? [];
  if (others.length === 0) return '';
  const lock = (each: CostOfDesign): string => (each.withoutLock > 0 ? ' (partly without mem_hotplug_lock)' : '');
  const ratios = others.map((each) => `${each.design} ${each.text}${lock(each)}`).join(', ');
  return `Cost of a block's whole life, predicted instructions against ${reference}: ${ratios}.`;
}
