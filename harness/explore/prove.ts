/** Pairs of designs on machines: each design is walked once a machine, whatever it is held against. */

import type { Machine } from '../types/scenario.ts';
import { type DifferenceKind, differenceKinds, type StateGraph } from './graph.ts';
import type { LeftBehind } from './left_behind.ts';
import type { PairOfDesigns } from './pairs.ts';
import { type Proof, product } from './product.ts';
import type { Bound } from './seen_graph.ts';
import { type Memory, memoryOf } from './varies.ts';

/** What is asked of every machine. */
export interface Question extends Bound {
  compared: readonly DifferenceKind[];
  pairs: readonly PairOfDesigns[];
  /** Designs of which it is asked whether states that are set alike look alike. */
  alone: readonly string[];
}

/** A design on one machine: what depends on the route by which user space set it. */
export interface MemoryOnMachine extends Pick<Proof, 'machine' | 'complete' | 'cut' | 'within'>, Omit<Memory, 'left'> {
  design: string;
  states: number;
  /** What real kernels leave as well, each with a recording. */
  left: Pick<LeftBehind, 'what' | 'recording'>[];
}

/** What was found on one machine, in the order of what was asked. */
export interface OnMachine {
  proofs: Proof[];
  remembered: MemoryOnMachine[];
}

/** Two designs on every machine asked for. */
export interface PairProof extends PairOfDesigns {
  machines: Proof[];
}

export type GraphOf = (design: string) => StateGraph;

export function proveOn({ pairs, compared, alone }: Question, machine: Machine, graphOf: GraphOf): OnMachine {
  const graphs = new Map<string, StateGraph>();
  const walked = (design: string): StateGraph => {
    const known = graphs.get(design);
    if (known) return known;
    const graph = graphOf(design);
    graphs.set(design, graph);
    return graph;
  };
  return {
    proofs: pairs.map(({ a, b }) => product(walked(a), walked(b), compared)),
    remembered: alone.map((design) => remembered(walked(design), machine)),
  };
}

function remembered(graph: StateGraph, machine: Machine): MemoryOnMachine {
  const { design, states, cut, within } = graph;
  const { left, ...memory } = memoryOf(graph, machine);
  return {
    design,
    machine: machine.id,
    states,
    complete: cut === undefined,
    ...(cut === undefined ? {} : { cut }),
    ...(within === undefined ? {} : { within }),
    ...memory,
    left: left.map(({ what, recording }) => ({ what, recording })),
  };
}

/** What was found machine by machine, by pair and by design. */
export interface Provings {
  pairs: PairProof[];
  /** By design, machines in their order. */
  memory: MemoryOnMachine[][];
}

export const gathered = ({ pairs, alone }: Question, onMachines: readonly OnMachine[]): Provings => ({
  pairs: pairs.map((pair, at) => ({ ...pair, machines: onMachines.map(({ proofs }) => proofs[at]!) })),
  memory: alone.map((_, at) => onMachines.map((each) => each.remembered[at]!)),
});

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
