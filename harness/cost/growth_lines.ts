/** Which of the laws of growth a reader wants: those in which designs differ. */
import { isDerived } from './counters.ts';
import type { Growth } from './growth.ts';

export interface GrowthGroup {
  operation: string;
  counter: string;
  variable: string;
  /** Law -> designs that follow it: `^1.00` -> [...]. */
  laws: { exponent: number; r2: number; from: number; to: number; designs: string[] }[];
}

/** Designs of one operation, counter and variable together, those with the same law once. */
export function growthGroups(growth: readonly Growth[], all: boolean): GrowthGroup[] {
  const groups = new Map<string, GrowthGroup>();
  for (const { operation, counter, variable, design, exponent, r2, from, to } of growth) {
    const key = `${operation}|${counter}|${variable}`;
    const group = groups.get(key) ?? { operation, counter, variable, laws: [] };
    groups.set(key, group);
    const law = group.laws.find((each) => each.exponent === exponent && each.from === from && each.to === to);
    if (law) law.designs.push(design);
    else group.laws.push({ exponent, r2, from, to, designs: [design] });
  }
  const differs = ({ laws }: GrowthGroup) => {
    const exponents = laws.map((law) => law.exponent);
    return Math.max(...exponents) - Math.min(...exponents) >= 0.2;
  };
  // A sum of work that grows and work that does not follows no power; the parts of it are all there.
  return [...groups.values()].filter((group) => all || (differs(group) && !isDerived(group.counter)));
}

/** `in proportion (192 to 786432) in oscar@v5, david@v10; constant (1) in unpatched`. */
export function groupSentence({ operation, counter, variable, laws }: GrowthGroup): string {
  const parts = laws.map(({ exponent, r2, from, to, designs }) => {
    const fit = r2 < 0.99 ? `, r2 ${r2.toFixed(2)}` : '';
    return `${lawWord(exponent, from, to)} (${from === to ? from : `${from} to ${to}`}${fit}) in ${designs.join(', ')}`;
  });
  return `${operation}, ${counter}, by ${variable}: ${parts.join('; ')}.`;
}

function lawWord(exponent: number, from: number, to: number): string {
  if (from === to && exponent === 0) return 'constant';
  if (Math.abs(exponent) < 0.05) return 'hardly any growth';
  if (Math.abs(exponent - 1) < 0.05) return 'in proportion';
  return `to the power ${exponent.toFixed(2)}`;
}
