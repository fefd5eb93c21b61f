/**
 * A memory of what nobody asked about: states that user space has set alike, by different routes, must look alike. No
 * invariant says what they must look like; stale state shows by itself.
 */
import { parseBlockRef } from '../corpus/block_ref.ts';
import type { Scalar } from '../types/observation.ts';
import type { Machine } from '../types/scenario.ts';
import { type Apart, looksApart, type SideShown } from './apart.ts';
import { byKind, type RestKind, restKinds, type StateGraph } from './graph.ts';
import { type LeftBehind, leftBehind } from './left_behind.ts';

/** A field of an observation that depends on the route. */
export interface Varying {
  kind: RestKind;
  /** `zone.start`. */
  field: string;
  /** What user space has set, by block: `block 48 online_kernel, block 49 offline`. */
  setting: string;
  /** Two routes to it: the shortest there is, and the shortest after which the field is another. */
  routes: [one: string[], other: string[]];
  /** What the field shows after each, where it differs. */
  shows: [one: SideShown, other: SideShown];
}

/** A state with what user space did last to each block that is online. */
interface Setting {
  state: number;
  onlined: ReadonlyMap<number, string>;
  from: Setting | undefined;
  move: number;
  /** Of the route. */
  length: number;
}

/** What depends on the route, and what of that real kernels are known to leave. */
export interface Memory {
  /** How many ways to set the machine there are that several routes lead to. */
  settings: number;
  varying: Varying[];
  left: LeftBehind[];
}

/** Of each field the case where the two routes together are shortest. */
export function memoryOf(graph: StateGraph, machine: Machine): Memory {
  const settings = new Map<string, Setting[]>();
  for (const each of reached(graph, machine)) {
    const setting = settingText(graph, each);
    const alike = settings.get(setting);
    if (alike) alike.push(each);
    else settings.set(setting, [each]);
  }
  const found = new Map<string, { varying: Varying; length: number }>();
  const left = new Set<LeftBehind>();
  for (const [setting, [first, ...others]] of settings)
    for (const other of others)
      for (const { kind, field, keys, shows } of fieldsApart(graph, first!.state, other.state, left)) {
        const length = first!.length + other.length;
        const name = `${kind} ${field}`;
        if (length >= (found.get(name)?.length ?? Number.POSITIVE_INFINITY)) continue;
        const routes: Varying['routes'] = [routeTo(graph, first!), routeTo(graph, other)];
        const shown = (of: SideShown): SideShown => Object.fromEntries(keys.map((key) => [key, of[key] ?? null]));
        found.set(name, {
          length,
          varying: { kind, field, setting, routes, shows: [shown(shows.a), shown(shows.b)] },
        });
      }
  return {
    settings: [...settings.values()].filter(({ length }) => length > 1).length,
    varying: [...found.values()].sort((one, other) => one.length - other.length).map((each) => each.varying),
    left: leftBehind.filter((each) => left.has(each)),
  };
}

/** Every state with every way in which its blocks may have come online, the nearest first. */
function reached(graph: StateGraph, machine: Machine): Setting[] {
  const width = graph.moves.length;
  const onlinings = onliningsOf(graph, machine);
  const queue: Setting[] = [{ state: 0, onlined: new Map(), from: undefined, move: -1, length: 0 }];
  const known = new Set([keyOf(queue[0]!)]);
  for (const from of queue)
    for (let move = 0; move < width; move++) {
      const at = from.state * width + move;
      const state = graph.next[at]!;
      if (state < 0) continue;
      const { rets } = graph.outcomes[graph.outcome[at]!]!;
      const onlined = new Map(from.onlined);
      for (const { at: which, block, verb } of onlinings[move]!) if (rets[which] === 0) onlined.set(block, verb);
      for (const block of onlined.keys()) if (blocksOf(graph, state)[block] !== 'online') onlined.delete(block);
      const next: Setting = { state, onlined, from, move, length: from.length + 1 };
      const key = keyOf(next);
      if (known.has(key)) continue;
      known.add(key);
      queue.push(next);
    }
  return queue;
}

const keyOf = ({ state, onlined }: Setting): string => JSON.stringify([state, [...onlined].sort()]);

const blocksOf = ({ seen, looks }: StateGraph, state: number): Record<string, Scalar> =>
  seen.blocks[looks.blocks[state]!]!['block.state'] ?? {};

/** `block 48 online_kernel, block 49 offline`: every block that boot did not make as it is now. */
function settingText(graph: StateGraph, { state, onlined }: Setting): string {
  const atBoot = blocksOf(graph, 0);
  const words = Object.entries(blocksOf(graph, state))
    .filter(([block, how]) => atBoot[block] !== how)
    .map(([block, how]) => `block ${block} ${onlined.get(Number(block)) ?? how}`);
  const gone = Object.keys(atBoot).filter((block) => !(block in blocksOf(graph, state)));
  return [...words, ...gone.map((block) => `block ${block} gone`)].join(', ') || 'as after boot';
}

/** By move: which of its actions bring a block online, and how. */
function onliningsOf(
  { moves }: StateGraph,
  { pagesPerBlock }: Machine,
): { at: number; block: number; verb: string }[][] {
  const actionsOf = moves.map(({ steps }) => steps.flatMap(({ actions }) => actions));
  const dimms = new Map(
    actionsOf
      .flat()
      .flatMap((action) => (action.op === 'add' && action.at !== undefined ? [[action.dimm, action.at]] : [])),
  );
  return actionsOf.map((actions) =>
    actions.flatMap((action, at) => {
      if (action.op !== 'online' && action.op !== 'online_kernel' && action.op !== 'online_movable') return [];
      const ref = parseBlockRef(action.block);
      const first = ref && 'dimm' in ref ? dimms.get(ref.dimm) : undefined;
      const block =
        ref && 'block' in ref
          ? ref.block
          : first === undefined
            ? undefined
            : first / pagesPerBlock + ((ref as { from?: number }).from ?? 0);
      return block === undefined ? [] : [{ at, block, verb: action.op }];
    }),
  );
}

function routeTo({ moves }: StateGraph, setting: Setting): string[] {
  const route: string[] = [];
  for (let at = setting; at.from; at = at.from) route.push(moves[at.move]!.title);
  return route.reverse();
}

interface FieldApart {
  kind: RestKind;
  field: string;
  /** Keys of what is shown that no real kernel is known to leave. */
  keys: string[];
  shows: Apart;
}

/** Fields that two states show differently; what real kernels leave is put into `left`. */
function fieldsApart(graph: StateGraph, one: number, other: number, left: Set<LeftBehind>): FieldApart[] {
  const { seen, looks: places } = graph;
  const lookOf = (state: number) => byKind((kind) => seen[kind][places[kind][state]!]!);
  const looks = [lookOf(one), lookOf(other)] as const;
  return restKinds.flatMap((kind) => {
    if (places[kind][one] === places[kind][other]) return [];
    const shows = looksApart(looks[0][kind], looks[1][kind]);
    const byField = new Map<string, string[]>();
    for (const name of Object.keys(shows.a)) {
      const [field = '', ...rest] = name.split(' ');
      const known = leftBehind.find((each) => each.covers({ kind, field, key: rest.join(' '), looks }));
      if (known) left.add(known);
      else byField.set(field, [...(byField.get(field) ?? []), name]);
    }
    return [...byField].map(([field, keys]) => ({ kind, field, keys, shows }));
  });
}
