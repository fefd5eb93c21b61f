/** A graph by the slowest walk there is: for every move boot again and do the whole path. What any faster walk is held against. */

import { alphabetNamed } from '../../harness/explore/alphabets/all.ts';
import type { Move, MoveOutcome, StateGraph } from '../../harness/explore/graph.ts';
import { kernelGone, notOpen, restKinds } from '../../harness/explore/graph.ts';
import { lookOf } from '../../harness/explore/look.ts';
import type { Dimms } from '../../harness/run/perform.ts';
import { bootSession, type Session } from '../../harness/run/session.ts';
import type { Observation } from '../../harness/types/observation.ts';
import type { Machine } from '../../harness/types/scenario.ts';

/** Everything the model keeps of the machine, as text. */
function stateText({ k }: Session): string {
  const maps = Object.entries({ ...k.maps, sections: k.sections, resources: k.resources }).map(([name, map]) => [
    name,
    map.present(),
  ]);
  const order = [...new Set(k.freeSince.present().map(([, , since]) => since))].sort((a, b) => a - b);
  return JSON.stringify([
    k.node_data.map((node) => [
      ...['node_start_pfn', 'node_spanned_pages', 'node_present_pages', 'nr_zones', 'online', 'N_MEMORY'].map(
        (field) => node[field as 'online'],
      ),
      ...['N_NORMAL_MEMORY', 'kswapd', 'kcompactd', 'zonelist'].map((field) => node[field as 'online']),
      node.node_zones.map((zone) => [
        ...['zone_start_pfn', 'spanned_pages', 'present_pages', 'present_early_pages', 'managed_pages'].map(
          (field) => zone[field as 'name'],
        ),
        ...['contiguous', 'nr_isolate_pageblock', 'initialized', 'pageset', 'free_pages'].map(
          (field) => zone[field as 'name'],
        ),
      ]),
    ]),
    [...k.memory_blocks.values()]
      .sort((a, b) => a.id - b.id)
      .map((mem) => [
        ...['id', 'state', 'online_type', 'nid', 'nr_vmemmap_pages', 'nr_hwpoison', 'dev_offline', 'group'].map(
          (field) => mem[field as 'id'],
        ),
        mem.zone?.node,
        mem.zone?.name,
        mem.altmap ? { ...mem.altmap } : null,
        ...Object.keys(k.blockFields).map((field) => mem[field as 'id']),
      ]),
    maps,
    k.freeSince.present().map(([from, to, since]) => [from, to, order.indexOf(since)]),
    [k.memmapFrames, k.pageExtFrames, k.shadowFrames].map((frames) => [...frames].sort(([a], [b]) => a - b)),
    [k.max_pfn, k.totalram_pages, k.pcp_disabled, k.locks],
  ]);
}

/** A machine at the end of a path. */
interface There {
  session: Session;
  dimms: Dimms;
}

function outcomeOf({ session, dimms }: There, move: Move): MoveOutcome {
  const rets: number[] = [];
  const notifier: string[] = [];
  for (const step of move.steps) {
    const result = session.step(step);
    rets.push(...result.rets);
    notifier.push(...Object.values(result.observation['notifier'] ?? {}).map(String));
    for (const [at, action] of step.actions.entries()) {
      const ret = result.rets[at];
      if (action.op === 'add' && ret !== undefined)
        dimms.set(action.dimm, { start: action.at!, pages: action.pages, accepted: ret === 0 });
      if (action.op === 'remove' && ret === 0) dimms.delete(action.dimm);
    }
  }
  const died = session.fault && { kind: session.fault.kind, message: session.fault.message };
  return { rets, ...(died ? { died } : {}), notifier, locks: [], violations: [] };
}

export function slowGraph(machine: Machine, design: string, blocks: number): StateGraph {
  const letters = alphabetNamed('default')!.letters(machine, blocks, 'linux@5.12');
  const moves = letters.map(({ title, steps }) => ({ title, steps }));
  const states = new Map<string, number>();
  const paths: number[][] = [];
  const next: number[] = [];
  const outcome: number[] = [];
  const outcomes: MoveOutcome[] = [];
  const outcomeIds = new Map<string, number>();
  const looks = Object.fromEntries(restKinds.map((kind) => [kind, [] as number[]]));
  const seen: Record<string, Observation[]> = Object.fromEntries(restKinds.map((kind) => [kind, []]));
  const seenIds = new Map<string, number>();
  let transitions = 0;

  const stateOf = ({ session, dimms }: There, path: number[]): number => {
    const text = stateText(session) + JSON.stringify([...dimms].sort());
    const known = states.get(text);
    if (known !== undefined) return known;
    const state = states.size;
    states.set(text, state);
    paths.push(path);
    const look = lookOf(session.observe());
    for (const kind of restKinds) {
      const key = `${kind} ${JSON.stringify(look[kind])}`;
      if (!seenIds.has(key)) seenIds.set(key, seen[kind]!.push(look[kind]) - 1);
      looks[kind]!.push(seenIds.get(key)!);
    }
    return state;
  };
  const replay = (path: readonly number[]): There => {
    const there: There = { session: bootSession(machine, `linux@5.12+${design}`), dimms: new Map() };
    for (const move of path) outcomeOf(there, moves[move]!);
    return there;
  };

  stateOf(replay([]), []);
  for (let state = 0; state < states.size; state++)
    for (const [move, what] of moves.entries()) {
      const path = paths[state]!;
      const there = replay(path);
      const at = state * moves.length + move;
      if (!letters[move]!.isOpen({ k: there.session.k, dimms: there.dimms })) {
        next[at] = notOpen;
        outcome[at] = -1;
        continue;
      }
      transitions++;
      const found = outcomeOf(there, what);
      const key = JSON.stringify(found);
      if (!outcomeIds.has(key)) outcomeIds.set(key, outcomes.push(found) - 1);
      outcome[at] = outcomeIds.get(key)!;
      next[at] = there.session.fault ? kernelGone : stateOf(there, [...path, move]);
    }
  return {
    design,
    machine: machine.id,
    alphabet: 'default',
    moves,
    states: states.size,
    transitions,
    next: Int32Array.from(next),
    outcome: Int32Array.from(outcome),
    outcomes,
    looks: Object.fromEntries(restKinds.map((kind) => [kind, Int32Array.from(looks[kind]!)])) as StateGraph['looks'],
    seen: seen as Record<string, Observation[]> as StateGraph['seen'],
  };
}
