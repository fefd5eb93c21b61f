/** What `cost` prints: counted work per operation and machine, and how it grows. The shape is a contract with scripts. */

import type { LinkPatch } from '../kernel/link.ts';
import type { Counters } from '../types/result.ts';
import type { Machine } from '../types/scenario.ts';
import { type Growth, measureGrowth } from './growth.ts';
import { costMachines } from './machines.ts';
import { type Measured, measure } from './measure.ts';
import { type OperationId, operationIds } from './operations.ts';

export interface MeasuredOperation {
  operation: OperationId;
  machine: string;
  byDesign: Record<string, Counters>;
  /** Designs that could not be counted here, and why. */
  failed?: Record<string, string>;
}

export interface CostReport {
  base: string;
  /** The design that others are held against. */
  baseline: string;
  designs: string[];
  operations: MeasuredOperation[];
  growth: Growth[];
}

export interface CostOptions {
  base: string;
  baseline: string;
  designs: readonly string[];
  machines?: readonly Machine[];
  operations?: readonly OperationId[];
  growth?: boolean;
  /** Patches over one of the designs, for deliberately slow ones. */
  patches?: Readonly<Record<string, readonly LinkPatch[]>>;
  /** Designs that run elsewhere: what they counted, by machine. They have no growth. */
  outside?: Readonly<Record<string, Readonly<Record<string, Measured>>>>;
  onProgress?: (what: string) => void;
}

export function buildCostReport(options: CostOptions): CostReport {
  const { base, baseline, designs, machines = costMachines, operations = operationIds, growth = true } = options;
  const stackOf = (design: string) => `${base}+${design}`;
  const costs = machines.flatMap((machine) => {
    options.onProgress?.(machine.id);
    const measured = designs.map((design) => {
      const elsewhere = options.outside?.[design]?.[machine.id];
      const patches = options.patches?.[design] ?? [];
      return [design, elsewhere ?? measure(machine, stackOf(design), { patches })] as const;
    });
    return operations.map((operation) => operationCost(operation, machine.id, measured));
  });
  const bundled = designs.filter((design) => !options.outside?.[design]);
  const laws = growth ? measureGrowth(bundled, stackOf, { onProgress: (design) => options.onProgress?.(design) }) : [];
  return {
    base,
    baseline,
    designs: [...designs],
    operations: costs,
    growth: laws.filter((law) => operations.includes(law.operation)),
  };
}

function operationCost(
  operation: OperationId,
  machine: string,
  measured: readonly (readonly [design: string, measured: Measured])[],
): MeasuredOperation {
  const byDesign: Record<string, Counters> = {};
  const failed: Record<string, string> = {};
  for (const [design, { counters, failed: why }] of measured) {
    const counted = counters[operation];
    if (counted) byDesign[design] = counted;
    else failed[design] = why[operation] ?? 'it was not reached';
  }
  return { operation, machine, byDesign, ...(Object.keys(failed).length > 0 ? { failed } : {}) };
}
