/** Whether a wrong design can be told from the right one by all that either does on a ground. */
import { findingKey, findingsOfGraph } from '../explore/findings.ts';
import { differenceKinds, type StateGraph } from '../explore/graph.ts';
import { lookAt } from '../explore/look.ts';
import { product } from '../explore/product.ts';
import { walkOf } from '../explore/task.ts';
import type { LinkPatch } from '../kernel/link.ts';
import { type Ground, quickGrounds } from './grounds.ts';
import { type Mutant, patchOf } from './mutant.ts';
import { type Returned, watching } from './watch.ts';

export type GraphOracle = 'explore' | 'prove';

/** How an oracle tells the mutant. */
export interface ToldByGraph {
  /** `restore/nothing-left`, `oops`; `hidden` or another kind of difference. */
  what: string;
  /** The ground. */
  on: string;
  /** Titles of moves, from boot on. */
  steps: string[];
}

export interface GraphJudgement {
  explore?: ToldByGraph;
  prove?: ToldByGraph;
  /** Grounds on which something that the mutant changes runs; of one that is told, up to where nobody asks on. */
  grounds: number;
  /** States of the mutant on them. */
  states: number;
  /** Whether all walks were finished. */
  complete: boolean;
}

/** The right design on a ground. */
interface Right {
  graph: StateGraph;
  /** Names of the functions that ran, with what they returned. */
  returned: Returned;
  /** What goes wrong with it by itself. */
  known: ReadonlySet<string>;
}

const nameOf = ({ kind, invariant }: { kind: string; invariant?: string }): string => invariant ?? kind;

/** A finding, and what is done when it shows, whatever it is done to. */
const shownBy = (graph: StateGraph): { key: string; what: string; path: number[] }[] =>
  findingsOfGraph(graph).map((finding) => {
    const last = graph.moves[finding.path.at(-1)!]!.title.replace(/ [a-z]\d+(\[\d+\])?/g, '');
    // A changed function stands in the trace twice.
    const message = finding.message.replace(/, called from .*/, '');
    return { key: `${findingKey({ ...finding, message })} ${last}`, what: nameOf(finding), path: finding.path };
  });

/** Walks mutants; the right designs are walked once. */
export class GraphJudge {
  readonly #grounds: readonly Ground[];
  readonly #rights = new Map<string, Right>();

  constructor(grounds: readonly Ground[]) {
    this.#grounds = grounds;
  }

  /** What runs on the grounds. */
  returned(stack: string): Returned {
    return new Map(this.#grounds.flatMap((ground) => [...this.#right(stack, ground).returned]));
  }

  #right(stack: string, ground: Ground): Right {
    const key = `${stack} ${ground.id}`;
    const known = this.#rights.get(key);
    if (known) return known;
    const returned: Returned = new Map();
    const graph = graphOf(stack, ground, Number.POSITIVE_INFINITY, watching(returned));
    const right = { graph, returned, known: new Set(shownBy(graph).map((shown) => shown.key)) };
    this.#rights.set(key, right);
    return right;
  }

  /** `brief`: on the quick grounds only, for one that somebody told already. */
  judge(mutant: Mutant, stack: string, asked: readonly GraphOracle[], brief = false): GraphJudgement {
    const judgement: GraphJudgement = { grounds: 0, states: 0, complete: true };
    const changed = new Set<string>();
    for (const [at, ground] of this.#grounds.entries()) {
      if (asked.every((oracle) => judgement[oracle])) break;
      if (at >= quickGrounds && (brief || judgement.explore || judgement.prove)) break;
      const right = this.#right(stack, ground);
      // What it changes is known once it was linked.
      if (changed.size > 0 && !runsOn(right, changed)) continue;
      const found = against(right, stack, ground, noting(patchOf(mutant), changed));
      if (!runsOn(right, changed)) continue;
      judgement.grounds++;
      judgement.states += found.states;
      if (!found.complete) judgement.complete = false;
      for (const oracle of asked) {
        const told = found[oracle];
        if (told) judgement[oracle] ??= told;
      }
    }
    return judgement;
  }
}

const runsOn = ({ returned }: Right, changed: ReadonlySet<string>): boolean =>
  [...changed].some((name) => returned.has(name) || name === 'pfn_to_online_page');

/** Says which functions it puts over the table. */
const noting = ({ id, define }: LinkPatch, names: Set<string>): LinkPatch => ({
  id,
  define: (k, base, hunk) => {
    const functions = define(k, base, hunk);
    for (const name of Object.keys(functions)) names.add(name);
    return functions;
  },
});

function against(right: Right, stack: string, ground: Ground, patch: LinkPatch): Omit<GraphJudgement, 'grounds'> {
  const told = (what: string, path: readonly number[]): ToldByGraph => ({
    what,
    on: ground.id,
    steps: path.map((move) => right.graph.moves[move]!.title),
  });
  let graph: StateGraph;
  try {
    // One that runs away is told by then, or is not found to be equal.
    graph = graphOf(stack, ground, Math.ceil(1.5 * right.graph.states) + 20, patch);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    // The model itself gave up: nothing that a kernel could do.
    return { states: 0, complete: true, explore: told('error', []), prove: told('error', []) };
  }
  // A change that puts a field back by itself does so without the lock as well: what else it breaks says more.
  const aside = ({ what }: { what: string }): number => Number(what.startsWith('locks/'));
  const [fresh] = shownBy(graph)
    .filter(({ key }) => !right.known.has(key))
    .sort((a, b) => aside(a) - aside(b) || a.path.length - b.path.length);
  const { differences, complete } = product(right.graph, graph, differenceKinds);
  const [first] = differences;
  return {
    states: graph.states,
    complete,
    ...(fresh ? { explore: told(fresh.what, fresh.path) } : {}),
    ...(first ? { prove: told(first.kind, first.path) } : {}),
  };
}

function graphOf(
  stack: string,
  { machine, alphabet, blocks }: Ground,
  maxStates: number,
  patch: LinkPatch,
): StateGraph {
  const [base = '', ...design] = stack.split('+');
  return walkOf(
    { design: design.join('+'), base, machine, alphabet, blocks, maxStates, without: [] },
    { patches: [patch], look: lookAt },
  );
}
