/** Which of the moves that a model can make a real kernel was seen to make alike. */
import { parseBlockRef } from '../corpus/block_ref.ts';
import { alphabetNamed } from '../explore/alphabets/all.ts';
import type { StateGraph } from '../explore/graph.ts';
import { walk } from '../explore/walk.ts';
import type { Coverage } from '../run/evidence.ts';
import { openWalk } from '../run/walk.ts';
import type { Action, Machine } from '../types/scenario.ts';
import type { Conformance } from './conform.ts';
import type { Recording } from './recording.ts';

/** The graph that kernels are held against: small enough to be covered, and it has two blocks that see each other. */
export const coverBounds = { machine: 'x86-64-128M', alphabet: 'default', blocks: 2 } as const;

/** Scenarios so called were made to cover a graph. */
export const isCover = ({ scenario }: Pick<Recording, 'scenario'>): boolean => /^cover_\d+$/.test(scenario);

/** All that the stack does within {@link coverBounds} on this machine. Errors: StackError. */
export function graphToCover(stack: string, machine: Machine): StateGraph {
  const { alphabet, blocks } = coverBounds;
  const letters = alphabetNamed(alphabet)!.letters(machine, blocks);
  return walk({ design: stack, machine: machine.id, alphabet }, openWalk(machine, stack), letters);
}

/** Of each kernel and stack that has walks made to cover the graph; `results` are those of the recordings. */
export function coverageOf(
  recordings: readonly Recording[],
  results: readonly Conformance[],
  machine: Machine,
): Coverage[] {
  const kernels = new Map<string, { kernel: string; as: string }>();
  for (const recording of recordings.filter(isCover))
    kernels.set(`${recording.kernel.name} ${recording.as}`, { kernel: recording.kernel.name, as: recording.as });
  return [...kernels.values()].map(({ kernel, as }) => {
    const graph = graphToCover(as, machine);
    const own = recordings.filter((each) => each.kernel.name === kernel && each.as === as);
    const alike = own.filter(({ id }) => results.some((each) => each.recording === id && each.different === 0));
    const confirmed = new Set(alike.flatMap((recording) => transitionsSeen(recording, graph, machine)));
    return { kernel, as, ...coverBounds, transitions: graph.transitions, confirmed: confirmed.size };
  });
}

/**
 * The transitions after which the recording looks, each at s * moves.length + m. What is done in one step with others is
 * not looked at but for the last. It ends where the recording leaves the alphabet, or was given pages of the guest's own.
 */
export function transitionsSeen(recording: Recording, { moves, next }: StateGraph, machine: Machine): number[] {
  if (!isAlike(recording.machine, machine)) return [];
  const places = new Map<string, number>();
  const keyOf = keysBy(places, machine);
  const letters = moves.map(({ steps }) => steps.flatMap(({ actions }) => actions).map(keyOf));
  places.clear();
  const seen: number[] = [];
  let state = 0;
  for (const { actions, busy, during } of recording.steps) {
    if (busy.length > 0 || during !== undefined) break;
    const keys = actions.map(keyOf);
    let last: number | undefined;
    for (let from = 0; from < keys.length; ) {
      const move = letters.findIndex((letter) => letter.every((key, at) => keys[from + at] === key));
      const at = state * moves.length + move;
      if (move < 0 || next[at]! < 0) return seen;
      from += letters[move]!.length;
      state = next[at]!;
      last = at;
    }
    if (last !== undefined) seen.push(last);
  }
  return seen;
}

/** Actions by what they do, whatever a DIMM is called: it goes by the place that it was added at. */
function keysBy(places: Map<string, number>, { pagesPerBlock }: Machine): (action: Action) => string {
  return (action) => {
    switch (action.op) {
      case 'add':
        places.set(action.dimm, action.at ?? -1);
        return `add ${action.at} ${action.pages} ${action.node}`;
      case 'remove':
        return `remove ${places.get(action.dimm)}`;
      case 'online_kernel':
      case 'online_movable':
      case 'offline': {
        const ref = parseBlockRef(action.block)!;
        const block = 'block' in ref ? ref.block : (places.get(ref.dimm) ?? -1) / pagesPerBlock + (ref.from ?? 0);
        return `${action.op} ${block}`;
      }
      case 'inject':
        return `inject ${action.action} ${Math.abs(action.errno)}`;
      default:
        return JSON.stringify(action);
    }
  };
}

/** As far as the moves of the alphabet can tell: two boots differ in a few pages that a zone manages. */
function isAlike(a: Machine, b: Machine): boolean {
  const told = ({ arch, pagesPerBlock, pagesPerSection, structPageBytes, firstHotPfn, nodes, config }: Machine) => {
    const { memory_failure: _, hibernation: __, ...switches } = config;
    const sorted = Object.entries(switches).sort(([left], [right]) => (left < right ? -1 : 1));
    return JSON.stringify([arch, pagesPerBlock, pagesPerSection, structPageBytes, firstHotPfn, nodes, sorted]);
  };
  return told(a) === told(b);
}
