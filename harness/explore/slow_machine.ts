/** A stand-in: steps back by booting again and taking the path anew. */

import { zoneKey } from '../kernel/include/mmzone.ts';
import type { Kernel, LinkPatch } from '../kernel/link.ts';
import { checkInvariants, type InvariantChecks } from '../run/invariants.ts';
import type { Dimms } from '../run/perform.ts';
import { bootSession, type Session } from '../run/session.ts';
import { IntervalMap } from '../state/interval_map.ts';
import type { Machine, Step } from '../types/scenario.ts';
import type { StepSeen, WalkableMachine } from './walkable.ts';

export interface OpenOptions {
  without?: readonly string[];
  patches?: readonly LinkPatch[];
}

function plain(value: unknown, inside = false): unknown {
  if (value instanceof IntervalMap) return value.present();
  if (value instanceof Map)
    return [...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, plain(each, true)]);
  if (Array.isArray(value)) return value.map((each) => plain(each, inside));
  if (typeof value !== 'object' || value === null) return value;
  if (inside && 'zone_start_pfn' in value) return zoneKey(value as never);
  const fields: Record<string, unknown> = {};
  for (const name in value)
    if (typeof (value as Record<string, unknown>)[name] !== 'function')
      fields[name] = plain((value as Record<string, unknown>)[name], true);
  return fields;
}

/** In which order pages that the kernel may take went to the free lists; what it was before they went offline nobody asks. */
function ranks(k: Kernel): unknown {
  const { pagesPerBlock } = k.machine;
  const online = [...k.memory_blocks.values()]
    .filter(({ state }) => state === 'MEM_ONLINE')
    .map(({ id }) => id)
    .sort((a, b) => a - b);
  const runs = online
    .flatMap((id) => k.freeSince.runs(id * pagesPerBlock, (id + 1) * pagesPerBlock))
    .filter(([from, , value]) => value !== 0 && k.page_zone(k.pfn_to_page(from))?.index !== 3);
  const order = [...new Set(runs.map(([, , value]) => value))].sort((a, b) => a - b);
  return runs.map(([from, to, value]) => [from, to, order.indexOf(value)]);
}

export function stateOf(k: Kernel, dimms: Dimms): unknown {
  return {
    nodes: k.node_data.map((node) => {
      const own = plain({ ...(plain(node) as object), node_zones: undefined });
      return [own, node.node_zones.map((zone) => plain(zone))];
    }),
    sections: plain(k.sections),
    maps: Object.fromEntries(Object.entries(k.maps).map(([name, map]) => [name, plain(map)])),
    blocks: plain(k.memory_blocks),
    resources: plain(k.resources),
    frames: [k.memmapFrames, k.pageExtFrames, k.shadowFrames].map((each) => plain(each)),
    freeSince: ranks(k),
    scalars: [
      k.max_pfn,
      k.totalram_pages,
      k.default_online_type,
      k.signal_pending,
      k.pcp_disabled,
      k.num_poisoned_pages,
    ],
    parameters: plain(k.parameters),
    locks: k.locks,
    errors: plain(k.notifierErrors),
    failures: [...k.injectedFailures]
      .filter(([, { times }]) => times > 0)
      .map(([name, { errno, times }]) => [name, errno, times]),
    image: plain(k.image),
    dimms: plain(dimms),
  };
}

export function openSlow(
  machine: Machine,
  stack: string,
  { without = [], patches = [] }: OpenOptions = {},
): WalkableMachine {
  const path: Step[] = [];
  let dimms: Dimms = new Map();
  let session: Session;
  let checks: InvariantChecks;
  let stale = false;
  const boot = () => {
    session = bootSession(machine, stack, { lean: true, patches });
    checks = checkInvariants(session, without);
    dimms = new Map();
  };
  const take = (step: Step): StepSeen => {
    checks.before(0, step);
    const result = session.step(step);
    for (const [at, action] of step.actions.entries()) {
      const ret = result.rets[at];
      if (action.op === 'add' && !dimms.has(action.dimm) && ret !== undefined)
        dimms.set(action.dimm, { start: action.at ?? 0, pages: action.pages, accepted: ret === 0 });
      if (action.op === 'remove' && ret === 0) dimms.delete(action.dimm);
    }
    const violations = checks.after(0, step, result);
    const { fault } = session;
    return {
      rets: result.rets,
      notifier: Object.values(result.observation['notifier'] ?? {}).map(String),
      violations,
      locks: [],
      ...(fault ? { died: { kind: fault.kind, message: fault.message } } : {}),
    };
  };
  const fresh = () => {
    if (!stale) return;
    stale = false;
    boot();
    for (const step of path) take(step);
  };
  boot();
  return {
    get k() {
      fresh();
      return session.k;
    },
    get dimms() {
      fresh();
      return dimms;
    },
    step(step) {
      fresh();
      path.push(step);
      return take(step);
    },
    mark: () => path.length,
    rewind(to) {
      if (path.length === to) return;
      path.length = to;
      stale = true;
    },
    hash() {
      fresh();
      return JSON.stringify(stateOf(session.k, dimms));
    },
    observe() {
      fresh();
      return session.observe();
    },
  };
}
