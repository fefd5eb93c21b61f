/** Pairs of designs on machines: each design is walked once a machine, whatever it is held against. */
import { type DifferenceKind, differenceKinds, type StateGraph } from './graph.ts';
import type { PairOfDesigns } from './pairs.ts';
import { type Proof, product } from './product.ts';
import type { Bound } from './seen_graph.ts';

/** What is asked of every machine. */
export interface Question extends Bound {
  compared: readonly DifferenceKind[];
  pairs: readonly PairOfDesigns[];
}

/** Two designs on every machine asked for. */
export interface PairProof extends PairOfDesigns {
  machines: Proof[];
}

export type GraphOf = (design: string) => StateGraph;

/** In the order of the pairs. */
export function proveOn({ pairs, compared }: Question, graphOf: GraphOf): Proof[] {
  const graphs = new Map<string, StateGraph>();
  const walked = (design: string): StateGraph => {
    const known = graphs.get(design);
    if (known) return known;
    const graph = graphOf(design);
    graphs.set(design, graph);
    return graph;
  };
  return pairs.map(({ a, b }) => product(walked(a), walked(b), compared));
}

/** What was found machine by machine, by pair. */
export const byPair = (pairs: readonly PairOfDesigns[], onMachines: readonly (readonly Proof[])[]): PairProof[] =>
  pairs.map((pair, at) => ({ ...pair, machines: onMachines.map((proofs) => proofs[at]!) }));

/** When two designs part in any of some kinds. */
export interface Parting {
  /** The least on any machine, and the machines on which it is that few. */
  steps: number;
  machines: string[];
  /** Machines on which they part, after however many steps. */
  apartOn: string[];
  titles: string[];
  kind: DifferenceKind;
}

/** `equal`: on every machine, to the end; `unfinished`: not seen to part, but not everything was walked. */
export function partingOf(
  machines: readonly Proof[],
  kinds: readonly DifferenceKind[],
): Parting | 'equal' | 'unfinished' {
  const apart = machines.flatMap(({ machine, differences }) => {
    const first = differences.find(({ kind }) => kinds.includes(kind));
    return first ? [{ machine, first }] : [];
  });
  if (apart.length === 0) return machines.every(({ complete }) => complete) ? 'equal' : 'unfinished';
  const steps = Math.min(...apart.map(({ first }) => first.steps.length));
  const least = apart.filter(({ first }) => first.steps.length === steps);
  return {
    steps,
    machines: least.map(({ machine }) => machine),
    apartOn: apart.map(({ machine }) => machine),
    titles: least[0]!.first.steps,
    kind: least[0]!.first.kind,
  };
}

/** One difference, with every machine that shows it in the same kind after the same steps. */
export interface SharedDifference {
  difference: Proof['differences'][number];
  machines: string[];
}

/** The shortest first. What each side shows is told of the first machine. */
export function sharedDifferences({ machines }: Pick<PairProof, 'machines'>): SharedDifference[] {
  const shared = new Map<string, SharedDifference>();
  for (const { machine, differences } of machines)
    for (const difference of differences) {
      const key = [difference.kind, ...difference.steps].join('; ');
      const known = shared.get(key);
      if (known) known.machines.push(machine);
      else shared.set(key, { difference, machines: [machine] });
    }
  const rank = ({ difference: { kind } }: SharedDifference): number => differenceKinds.indexOf(kind);
  return [...shared.values()].sort(
    (one, other) => one.difference.steps.length - other.difference.steps.length || rank(one) - rank(other),
  );
}
