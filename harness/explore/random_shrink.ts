/** A drawn walk cut down to what shows the same: fewer moves and DIMMs, and a machine like any other. */
import { type Geometry, kinds } from './random_geometry.ts';
import type { Plan } from './random_plan.ts';

type Shows = (plan: Plan) => boolean;

const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);

/** Halves first, then single moves from the last. */
function fewerMoves(plan: Plan): Plan[] {
  const { moves } = plan;
  const half = Math.ceil(moves.length / 2);
  const parts = moves.length > 3 ? [moves.slice(0, half), moves.slice(half)] : [];
  const each = moves.map((_, at) => without(moves, moves.length - 1 - at));
  return [...parts, ...each].filter((left) => left.length > 0).map((left) => ({ ...plan, moves: left }));
}

function plainerMoves(plan: Plan): Plan[] {
  return plan.moves.flatMap((move, at) => {
    const put = (other: typeof move): Plan => ({ ...plan, moves: plan.moves.with(at, other) });
    const plainer: Plan[] = [];
    if ('vetoed' in move && move.vetoed) plainer.push(put({ ...move, vetoed: false }));
    if ('failing' in move && move.failing) plainer.push(put({ do: move.do, dimm: move.dimm }));
    if (move.do === 'online')
      plainer.push(put({ ...move, do: 'online_kernel' }), put({ ...move, do: 'online_movable' }));
    return plainer;
  });
}

function fewerDimms(plan: Plan): Plan[] {
  const used = new Set(plan.moves.flatMap((move) => ('dimm' in move ? [move.dimm] : [])));
  const dimms = plan.dimms.filter(({ name }) => used.has(name));
  const smaller: Plan[] = dimms.length < plan.dimms.length ? [{ ...plan, dimms }] : [];
  let at = 0;
  const packed = plan.dimms.map((dimm) => {
    const placed = { ...dimm, at };
    at += dimm.blocks;
    return placed;
  });
  if (packed.some((dimm, index) => dimm.at !== plan.dimms[index]!.at)) smaller.push({ ...plan, dimms: packed });
  for (const [index, dimm] of plan.dimms.entries()) {
    if (dimm.blocks > 1) smaller.push({ ...plan, dimms: plan.dimms.with(index, { ...dimm, blocks: dimm.blocks - 1 }) });
    if (dimm.node > 0) smaller.push({ ...plan, dimms: plan.dimms.with(index, { ...dimm, node: 0 }) });
  }
  return smaller;
}

/** The x86-64 guest that everybody has. */
const plain: Geometry = {
  kind: 'x86-64',
  structPageBytes: 64,
  sectionsPerBlock: 1,
  pageblock: 'huge',
  ram: [
    { node: 0, from: 1, to: 2048 },
    { node: 0, from: 4096, to: 6144 },
  ],
  nodes: 1,
  cpus: [0],
  gap: 0,
  config: {},
};

function plainerGeometry({ geometry, ...plan }: Plan): Plan[] {
  const rules = kinds[geometry.kind];
  const plainer: Partial<Geometry>[] = [];
  const onOneNode = plan.dimms.every(({ node }) => node === 0);
  if (onOneNode && JSON.stringify(geometry) !== JSON.stringify({ ...plain, config: geometry.config }))
    plainer.push({ ...plain, config: geometry.config });
  if (geometry.kind !== 'x86-64') {
    const sectionsPerBlock = geometry.sectionsPerBlock >= 64 ? 64 : 1;
    plainer.push({ ...plain, config: geometry.config, sectionsPerBlock, structPageBytes: geometry.structPageBytes });
  }
  if (geometry.structPageBytes !== 64) plainer.push({ structPageBytes: 64 });
  if (geometry.sectionsPerBlock !== rules.sectionsPerBlock[0])
    plainer.push({ sectionsPerBlock: rules.sectionsPerBlock[0] });
  if (geometry.pageblock !== 'huge') plainer.push({ pageblock: 'huge' });
  if (geometry.gap > 0) plainer.push({ gap: 0 });
  if (geometry.high) plainer.push({ high: 0 });
  const nodes = Math.max(...plan.dimms.map(({ node }) => node)) + 1;
  if (nodes < geometry.nodes) {
    const ram = geometry.ram.filter(({ node }) => node < nodes);
    plainer.push({ nodes, ram, cpus: geometry.cpus.filter((node) => node < nodes) });
  }
  const { ramFrom } = rules;
  const whole = [{ node: 0, from: ramFrom, to: Math.max(ramFrom + 1024, 4096) }];
  if (JSON.stringify(geometry.ram) !== JSON.stringify(whole)) plainer.push({ ram: whole });
  if (geometry.ram.length > 1)
    plainer.push(
      ...geometry.ram.map((_, at) => ({ ram: without(geometry.ram, at) })).filter(({ ram }) => ram[0]!.node === 0),
    );
  for (const key of Object.keys(geometry.config) as (keyof Geometry['config'])[]) {
    const { [key]: _, ...config } = geometry.config;
    plainer.push({ config });
  }
  return plainer.map((change) => ({ ...plan, geometry: { ...geometry, ...change } }));
}

const waysOf = [fewerMoves, fewerDimms, plainerMoves, plainerGeometry];

/** Where `shows` throws, the plan is no machine that could show anything. */
function stillShows(shows: Shows, plan: Plan): boolean {
  try {
    return shows(plan);
  } catch {
    return false;
  }
}

/** Takes the first that still shows it, as long as there is one. `limit`: how many may be tried. */
export function shrinkPlan(plan: Plan, shows: Shows, limit = 400): Plan {
  let least = plan;
  let tried = 0;
  for (let again = true; again; ) {
    again = false;
    for (const ways of waysOf)
      for (let next = true; next && tried < limit; ) {
        next = false;
        for (const smaller of ways(least)) {
          if (tried++ >= limit) break;
          if (!stillShows(shows, smaller)) continue;
          least = smaller;
          next = again = true;
          break;
        }
      }
  }
  return least;
}
