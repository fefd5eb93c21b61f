/** A graph by the slowest walk there is: for every move boot again and do the whole path. What any faster walk is held against. */
import type { Move, Outcome, StateGraph } from '../../harness/explore/graph.ts';
import { gone, notOpen, restKinds } from '../../harness/explore/graph.ts';
import { lookOf } from '../../harness/explore/look.ts';
import { bootSession, type Session } from '../../harness/run/session.ts';
import type { Observation } from '../../harness/types/observation.ts';
import type { Action, Machine } from '../../harness/types/scenario.ts';

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

function outcomeOf(session: Session, move: Move): Outcome {
  const rets: number[] = [];
  const notifier: string[] = [];
  for (const step of move.steps) {
    const before = session.k.notifications.length;
    const result = session.step(step);
    rets.push(...result.rets.slice(-1));
    notifier.push(
      ...session.k.notifications
        .slice(before)
        .map(
          ({ event, arg }) => `${event.replace('MEM_', '')} ${arg.start_pfn}+${arg.nr_pages} ${arg.status_change_nid}`,
        ),
    );
  }
  const { fault } = session;
  return {
    rets,
    ...(fault ? { died: { kind: fault.kind, message: fault.message } } : {}),
    notifier,
    locks: [],
    violations: [],
  };
}

export function slowMoves(
  machine: Machine,
  blocks: number,
): { moves: Move[]; isOpen: (session: Session, move: number) => boolean } {
  const moves: Move[] = [];
  const open: ((session: Session) => boolean)[] = [];
  const step = (title: string, ...actions: Action[]) => ({ title, actions, line: 0, column: 0 });
  for (let i = 0; i < blocks; i++) {
    const at = machine.firstHotPfn + i * machine.pagesPerBlock;
    const block = at / machine.pagesPerBlock;
    const dimm = `d${i}`;
    const node = machine.nodes.at(-1)!.node;
    const mem = ({ k }: Session) => k.memory_blocks.get(block);
    const state = (session: Session) =>
      (session as { fault?: unknown }).fault ? 'gone' : (mem(session)?.state ?? 'absent');
    const push = (title: string, from: string[], ...steps: ReturnType<typeof step>[]) => {
      moves.push({ title, steps });
      open.push((session) => from.includes(state(session)));
    };
    push(`add ${dimm}`, ['absent'], step(`add ${dimm}`, { op: 'add', dimm, pages: machine.pagesPerBlock, node, at }));
    for (const op of ['online_kernel', 'online_movable', 'offline'] as const) {
      const from = op === 'offline' ? ['MEM_ONLINE'] : ['MEM_OFFLINE'];
      const event = op === 'offline' ? 'MEM_GOING_OFFLINE' : 'MEM_GOING_ONLINE';
      push(`${op} ${dimm}`, from, step(`${op} ${dimm}`, { op, block }));
      push(
        `${op} ${dimm}, vetoed`,
        from,
        step(`inject ${event}`, { op: 'inject', action: event, errno: -12 }),
        step(`${op} ${dimm}`, { op, block }),
        step(`inject ${event}`, { op: 'inject', action: event, errno: 0 }),
      );
    }
    push(`remove ${dimm}`, ['MEM_OFFLINE', 'MEM_ONLINE'], step(`remove ${dimm}`, { op: 'remove', dimm }));
  }
  return { moves, isOpen: (session, move) => open[move]!(session) };
}

export function slowGraph(machine: Machine, design: string, blocks: number): StateGraph {
  const { moves, isOpen } = slowMoves(machine, blocks);
  const states = new Map<string, number>();
  const paths: number[][] = [];
  const next: number[] = [];
  const outcome: number[] = [];
  const outcomes: Outcome[] = [];
  const outcomeIds = new Map<string, number>();
  const looks = Object.fromEntries(restKinds.map((kind) => [kind, [] as number[]]));
  const seen: Record<string, Observation[]> = Object.fromEntries(restKinds.map((kind) => [kind, []]));
  const seenIds = new Map<string, number>();
  let transitions = 0;

  const stateOf = (session: Session, path: number[]): number => {
    const text = stateText(session);
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
  const replay = (path: readonly number[]): Session => {
    const session = bootSession(machine, `linux@5.12+${design}`);
    for (const move of path) for (const step of moves[move]!.steps) session.step({ ...step, expect: { fields: {} } });
    return session;
  };

  stateOf(replay([]), []);
  for (let state = 0; state < states.size; state++)
    for (const [move, what] of moves.entries()) {
      const path = paths[state]!;
      const session = replay(path);
      const at = state * moves.length + move;
      if (!isOpen(session, move)) {
        next[at] = notOpen;
        outcome[at] = -1;
        continue;
      }
      transitions++;
      const found = outcomeOf(session, what);
      const key = JSON.stringify(found);
      if (!outcomeIds.has(key)) outcomeIds.set(key, outcomes.push(found) - 1);
      outcome[at] = outcomeIds.get(key)!;
      next[at] = session.fault ? gone : stateOf(session, [...path, move]);
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
