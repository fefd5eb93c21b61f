/** A drawn walk: a machine, DIMMs, and what is done to them, in words that do not depend on the geometry. */
import { type FailureName, failurePoints } from '../types/failures.ts';
import type { Action, Fixture, Machine, MachineConfig, PageUse, Step, Walker } from '../types/scenario.ts';
import type { Draw } from './numbers.ts';
import { drawGeometry, drawnMachine, type Geometry } from './random_geometry.ts';

export interface PlannedDimm {
  name: string;
  node: number;
  /** In blocks, from the first pfn that hot memory may have. */
  at: number;
  blocks: number;
}

const onlineOps = ['online', 'online_kernel', 'online_movable'] as const;

interface Plug {
  do: 'add' | 'remove';
  dimm: string;
  failing?: FailureName;
  /** A driver that asks for a memmap of the block's own, whether or not that can be had. */
  asks?: boolean;
}

interface Change {
  do: (typeof onlineOps)[number] | 'offline';
  dimm: string;
  block: number;
  vetoed?: boolean;
}

type Beside =
  | { do: 'hibernate and resume' }
  | { do: 'poison'; dimm: string; block: number }
  | { do: 'occupy'; dimm: string; block: number; use: PageUse }
  | { do: 'walk'; walker: Walker }
  /** A block of boot memory, counted from the first: of all, or of those that hold an edge of it. */
  | { do: 'boot block'; op: 'online' | 'offline'; nth: number; edge: boolean };

export type PlannedMove = Plug | Change | Beside;

const isPlug = (move: PlannedMove): move is Plug => move.do === 'add' || move.do === 'remove';
const isChange = (move: PlannedMove): move is Change =>
  move.do === 'offline' || (onlineOps as readonly string[]).includes(move.do);

export interface Plan {
  geometry: Geometry;
  dimms: readonly PlannedDimm[];
  moves: readonly PlannedMove[];
}

const errnoOf = { ENOMEM: 12, EBUSY: 16, EEXIST: 17, EFAULT: 14, EINVAL: 22 } as const;

/** Numbers of the blocks that hold boot memory, or an edge of it. */
function bootBlocks({ nodes, pagesPerBlock }: Machine, edge: boolean): number[] {
  const ids = new Set<number>();
  for (const { ram } of nodes)
    for (const [start, end] of ram) {
      const [first, last] = [Math.floor(start / pagesPerBlock), Math.floor((end - 1) / pagesPerBlock)];
      for (let id = first; id <= last; id++) if (!edge || id === first || id === last) ids.add(id);
    }
  return [...ids].sort((a, b) => a - b);
}

const blockOf = (plan: Plan, dimm: string, block: number): string =>
  (plan.dimms.find(({ name }) => name === dimm)?.blocks ?? 1) > 1 ? `${dimm}[${block}]` : dimm;

function actionsOf(plan: Plan, machine: Machine, move: PlannedMove): { title: string; actions: Action[] } {
  const { pagesPerBlock, firstHotPfn, pageblockPages } = machine;
  if (isPlug(move)) {
    const { name, node, at, blocks } = plan.dimms.find((each) => each.name === move.dimm)!;
    const act: Action =
      move.do === 'remove'
        ? { op: 'remove', dimm: name }
        : {
            op: 'add',
            dimm: name,
            node,
            pages: blocks * pagesPerBlock,
            at: firstHotPfn + at * pagesPerBlock,
            ...(move.asks ? { memmapOnMemory: true } : {}),
          };
    const where = node > 0 && move.do === 'add' ? ` on node ${node}` : '';
    const title = `${move.do} ${name}${where}${move.asks ? ', memmap on memory asked for' : ''}`;
    if (!move.failing) return { title, actions: [act] };
    const [errno = 'ENOMEM'] = failurePoints[move.failing].errnos;
    const fail = { op: 'fail', function: move.failing, errno: -errnoOf[errno as keyof typeof errnoOf] } as const;
    return {
      title: `${title}, ${move.failing} fails`,
      actions: [{ ...fail, times: 1 }, act, { ...fail, times: 0 }],
    };
  }
  if (isChange(move)) {
    const block = blockOf(plan, move.dimm, move.block);
    const act: Action = { op: move.do, block };
    const title = `${move.do} ${block}`;
    if (!move.vetoed) return { title, actions: [act] };
    const action = move.do === 'offline' ? 'MEM_GOING_OFFLINE' : 'MEM_GOING_ONLINE';
    return {
      title: `${title}, vetoed`,
      actions: [{ op: 'inject', action, errno: -errnoOf.ENOMEM }, act, { op: 'inject', action, errno: 0 }],
    };
  }
  if (move.do === 'hibernate and resume') return { title: move.do, actions: [{ op: 'hibernate' }, { op: 'resume' }] };
  if (move.do === 'walk') return { title: `walk ${move.walker}`, actions: [{ op: 'walk', walker: move.walker }] };
  if (move.do === 'boot block') {
    const ids = bootBlocks(machine, move.edge);
    const block = ids[move.nth % ids.length]!;
    return { title: `${move.op} memory${block}`, actions: [{ op: move.op, block }] };
  }
  const block = blockOf(plan, move.dimm, move.block);
  if (move.do === 'poison') {
    const page = { block, first: pagesPerBlock - 1, nr: 1 };
    return { title: `memory_failure in ${block}`, actions: [{ op: 'memory_failure', page }] };
  }
  const pages = { block, first: pagesPerBlock - pageblockPages, nr: pageblockPages };
  return { title: `occupy ${block}, ${move.use}`, actions: [{ op: 'occupy', pages, use: move.use }] };
}

/** The plan as a scenario that every design can run. */
export function drawnScenario(plan: Plan, id = 'drawn'): Fixture {
  const machine = drawnMachine(plan.geometry);
  const steps = plan.moves.map((move): Step => ({ ...actionsOf(plan, machine, move), line: 0, column: 0 }));
  return { id, title: id, about: '', topic: 'drawn', file: '', hash: '', machine, claims: [], steps };
}

/** As far as the walk means it to be: a refused move is drawn on as if it had been done. */
type BlockState = 'absent' | 'offline' | 'online' | 'kernel';

const walkers: readonly Walker[] = ['kpageflags', 'hibernation', 'compaction', 'kmemleak', 'pfn_to_online_page'];

function drawMove(draw: Draw, dimms: readonly PlannedDimm[], states: Map<string, BlockState[]>): PlannedMove {
  const other = draw.below(100);
  if (other < 3) return { do: 'hibernate and resume' };
  if (other < 6) return { do: 'walk', walker: draw.pick(walkers) };
  if (other < 10)
    return {
      do: 'boot block',
      op: draw.pick(['offline', 'offline', 'online']),
      nth: draw.below(64),
      edge: draw.chance(0.7),
    };
  const { name, blocks } = draw.pick(dimms);
  const state = states.get(name)!;
  if (state[0] === 'absent') {
    if (draw.chance(0.1)) {
      const failing = draw.pick([
        'add_memory_block',
        'populate_section_memmap',
        '__request_region',
        'xa_store',
      ] as const);
      return { do: 'add', dimm: name, failing };
    }
    states.set(name, Array<BlockState>(blocks).fill('offline'));
    return { do: 'add', dimm: name, ...(draw.chance(0.06) ? { asks: true } : {}) };
  }
  const block = draw.below(blocks);
  if (other < 12) return { do: 'poison', dimm: name, block };
  // The kernel's own pages are never in ZONE_MOVABLE, whose offlining waits for them for ever.
  const uses: PageUse[] = state[block] === 'kernel' ? ['movable', 'kernel'] : ['movable'];
  if (other < 15) return { do: 'occupy', dimm: name, block, use: draw.pick(uses) };
  if (draw.chance(0.12)) {
    states.set(name, Array<BlockState>(blocks).fill('absent'));
    return { do: 'remove', dimm: name };
  }
  const vetoed = draw.chance(0.2);
  const how = vetoed ? { vetoed } : {};
  if (state[block] !== 'offline') {
    if (!vetoed) state[block] = 'offline';
    return { do: 'offline', dimm: name, block, ...how };
  }
  const online = draw.weighted([
    [1, 'online'],
    [3, 'online_kernel'],
    [4, 'online_movable'],
  ] as const);
  if (!vetoed) state[block] = online === 'online_kernel' ? 'kernel' : 'online';
  return { do: online, dimm: name, block, ...how };
}

/** Everything about a walk, by the draw's seed. */
export function drawPlan(draw: Draw): Plan {
  const geometry = drawGeometry(draw);
  const count = 1 + draw.below(4);
  const dimms: PlannedDimm[] = [];
  const home = draw.chance(0.5) ? 0 : draw.below(geometry.nodes);
  let at = 0;
  for (let index = 0; index < count; index++) {
    const blocks = draw.weighted([
      [5, 1],
      [1, 2],
      [1, 3],
    ] as const);
    dimms.push({ name: `d${index}`, node: draw.chance(0.8) ? home : draw.below(geometry.nodes), at, blocks });
    at += blocks + (draw.chance(0.15) ? 1 : 0);
  }
  const states = new Map(dimms.map(({ name, blocks }) => [name, Array<BlockState>(blocks).fill('absent')]));
  const moves = Array.from({ length: 4 + draw.below(12) }, () => drawMove(draw, dimms, states));
  return { geometry, dimms, moves };
}

/** The plan on a machine with other switches; nobody asks for what is switched off. */
export function withSwitches(plan: Plan, config: Partial<MachineConfig> | undefined): Plan {
  if (!config) return plan;
  const off = config.memmap_on_memory === 'off';
  const moves = plan.moves.map((move) => (move.do === 'add' && off ? { ...move, asks: false } : move));
  return { ...plan, moves, geometry: { ...plan.geometry, config: { ...plan.geometry.config, ...config } } };
}
