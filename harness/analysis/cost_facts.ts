/** What decides about cost, as sentences worked out from the figures. */
import { instructionsText, listed, ratioText } from '../text/cost_text.ts';
import type { CostOfDesign, OperationCostLine } from './cost.ts';

const wholeLife = 'whole life';

/** Sums of other operations: what there is to say is said of those. */
const sums: readonly string[] = [wholeLife, 'refused'];

/** A design grows unlike the reference when at the largest setting it is off by this part of what the reference does there. */
const worthTelling = 0.02;
/** And a plain operation is told when it is this far from the reference. */
const farFrom = 1.25;

interface Found {
  /** What is told, in figures. */
  key: string;
  operations: string[];
  designs: string[];
  /** What is the same in all of them. */
  say: (operations: string, designs: string, singular: boolean) => string;
}

export function costFacts(operations: readonly OperationCostLine[], reference: string): string[] {
  const lines = operations.filter(({ operation }) => !sums.includes(operation));
  const found = new Map<string, Found>();
  const add = (key: string, operation: string, design: string, say: Found['say']) => {
    const fact = found.get(`${operation} ${key}`) ?? { key, operations: [operation], designs: [], say };
    fact.designs.push(design);
    found.set(`${operation} ${key}`, fact);
  };
  for (const line of lines) {
    const base = line.designs.find(({ design }) => design === reference);
    if (!base) continue;
    for (const each of line.designs) if (each !== base) tellOf(line, base, each, reference, add);
  }
  return [...told([...found.values()]), ...withoutLock(operations)];
}

type Add = (key: string, operation: string, design: string, say: Found['say']) => void;

function tellOf(line: OperationCostLine, base: CostOfDesign, each: CostOfDesign, reference: string, add: Add): void {
  const { operation } = line;
  let grown = false;
  for (const [at, growth] of each.grows.entries()) {
    const [of, last] = [base.grows[at]!, base.grows[at]!.points.at(-1)];
    const [from, to] = [growth.points[0], growth.points.at(-1)];
    if (!last || !from || !to || !growth.by || growth.perUnit <= of.perUnit) continue;
    if ((growth.perUnit - of.perUnit) * (to[0] - from[0]) < worthTelling * last[1]) continue;
    const { variable, unit, by, perUnit } = growth;
    const one = unit.replace(/s$/, '');
    const beside =
      of.perUnit > 0
        ? `${ratioText(perUnit / of.perUnit)} times as fast as in ${reference}`
        : `in ${reference} not at all`;
    grown = true;
    add(
      `${variable} ${instructionsText(perUnit)} ${by} ${beside}`,
      operation,
      each.design,
      (operations, designs, singular) =>
        [
          `${operations} ${singular ? 'grows' : 'grow'} with ${variable} in ${designs}:`,
          `${instructionsText(perUnit)} instructions a ${one}, ${beside} (${by}).`,
        ].join(' '),
    );
  }
  if (grown || (each.ratio < farFrom && each.ratio > 1 / farFrom)) return;
  const by = behind(base, each);
  add(
    `ratio ${ratioText(each.ratio)} ${by}`,
    operation,
    each.design,
    (operations, designs, singular) =>
      `${operations} ${singular ? 'costs' : 'cost'} ${designs} ${ratioText(each.ratio)} of what ${singular ? 'it costs' : 'they cost'} ${reference} (${by}).`,
  );
}

/** The counter that makes the largest part of the difference, with how much is counted. */
function behind(base: CostOfDesign, each: CostOfDesign): string {
  const names = [...new Set([...each.parts, ...base.parts].map(([counter]) => counter))];
  const of = (design: CostOfDesign, counter: string) =>
    design.parts.find(([name]) => name === counter) ?? [counter, 0, 0];
  const [most = ''] = names.sort(
    (a, b) => Math.abs(of(each, b)[2] - of(base, b)[2]) - Math.abs(of(each, a)[2] - of(base, a)[2]),
  );
  return `${most} ${of(each, most)[1]} against ${of(base, most)[1]}`;
}

/** Operations of which the same is told, for the same designs, in one sentence. */
function told(found: readonly Found[]): string[] {
  const merged = new Map<string, Found>();
  for (const fact of found) {
    const key = `${fact.key} ${fact.designs}`;
    const same = merged.get(key);
    merged.set(key, same ? { ...same, operations: [...same.operations, ...fact.operations] } : fact);
  }
  return [...merged.values()].map(({ operations, designs, say }) =>
    capital(say(listed(operations), listed(designs), operations.length === 1)),
  );
}

function withoutLock(operations: readonly OperationCostLine[]): string[] {
  const life = operations.find(({ operation }) => operation === wholeLife)?.designs ?? [];
  return life
    .filter((each) => each.withoutLock > 0)
    .map(({ design, withoutLock: units }) => {
      return `Of a block's whole life ${design} does ${units} units of work without mem_hotplug_lock that belong under it.`;
    });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
