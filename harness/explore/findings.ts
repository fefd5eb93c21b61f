/** What goes wrong anywhere in a graph, each kind of thing once, by the shortest sequence of moves that shows it. */
import { rankOf } from '../types/consequence.ts';
import type { ConsequenceClass } from '../types/result.ts';
import type { StateGraph } from './graph.ts';
import { shortestPaths } from './shortest.ts';

export interface Finding {
  kind: 'violation' | 'oops' | 'stuck';
  /** Of a violation. */
  invariant?: string;
  class: ConsequenceClass;
  /** As it was said where it takes fewest moves. */
  message: string;
  where: string;
  /** Places of the moves among those of the graph; it shows in the last one. */
  path: number[];
  /** In how many transitions it shows. */
  times: number;
}

/** What was seen, in words that are the same wherever it is. */
type Sighting = Pick<Finding, 'kind' | 'invariant' | 'class' | 'message' | 'where'>;

interface Found {
  sighting: Sighting;
  state: number;
  move: number;
  times: number;
}

/** Worst first, then the shortest. */
export function findingsOfGraph(graph: StateGraph): Finding[] {
  const { outcomes, outcome, states, moves } = graph;
  const paths = shortestPaths(graph);
  const width = moves.length;
  const verbs = moves.map(({ title }) => verbOf(title));
  const seen = outcomes.map((each) => sightingsOf(each).map((sighting) => [findingKey(sighting), sighting] as const));
  /** What went wrong on the way to a state by its shortest path is not news when it is seen again. */
  const before = Array.from(
    { length: states },
    (_, state) => new Set((seen[outcome[paths.came[state]!] ?? -1] ?? []).map(([key]) => key)),
  );
  const found = new Map<string, Found>();
  for (let state = 0; state < states; state++)
    for (let move = 0; move < width; move++)
      for (const [key, sighting] of seen[outcome[state * width + move]!] ?? []) {
        if (before[state]!.has(key)) continue;
        const named = `${key} ${verbs[move]}`;
        const known = found.get(named);
        const times = (known?.times ?? 0) + 1;
        if (known && paths.distance[known.state]! <= paths.distance[state]!) known.times = times;
        else found.set(named, { sighting, state, move, times });
      }
  return [...found.values()]
    .map(({ sighting, state, move, times }) => ({ ...sighting, path: [...paths.to(state), move], times }))
    .sort(
      (a, b) =>
        rankOf(a.class) - rankOf(b.class) || a.path.length - b.path.length || (findingKey(a) < findingKey(b) ? -1 : 1),
    );
}

function sightingsOf({ violations, died }: StateGraph['outcomes'][number]): Sighting[] {
  const broken = violations.map(
    ({ invariant, class: consequence, message, where }): Sighting => ({
      kind: 'violation',
      invariant,
      class: consequence,
      message: message.replace(/ \(and after .*/, ''),
      where,
    }),
  );
  return died ? [...broken, { kind: died.kind, class: 'crash', message: died.message, where: '' }] : broken;
}

/** The same words but for the numbers are the same thing. */
export const findingKey = ({ kind, invariant, class: consequence, message }: Sighting): string =>
  [kind, invariant ?? '', consequence, message.replace(/\d+/g, 'N')].join(' ');

/** `online_kernel, vetoed`: a move without what it is done to. */
const verbOf = (title: string): string => title.replace(/ [a-z]\d+(\[\d+\])?/g, '');
