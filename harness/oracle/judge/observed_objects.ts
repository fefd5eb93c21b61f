/** Zones, nodes and blocks of a real kernel, as far as its observation tells them: what it does not tell throws. */
import type { MemState, memory_block, memory_group, OnlineType } from '../../kernel/include/memory.ts';
import { type Pglist, type Zone, zoneKey } from '../../kernel/include/mmzone.ts';
import type { Observation, Scalar } from '../../types/observation.ts';
import { NotObservable, onlyThese } from './not_observable.ts';

/** What is seen now; replaced with every step. */
export interface SeenNow {
  observation: Observation;
}

/** The value; undefined where the kernel has none under that key. Throws NotObservable for a field that was not seen. */
export function tellOf({ observation }: SeenNow, field: string, key: string): Scalar | undefined {
  const values = observation[field];
  if (values === undefined) throw new NotObservable(field);
  return values[key];
}

const numberOf = (told: SeenNow, field: string, key: string): number => Number(tellOf(told, field, key) ?? 0);

function observedZone(told: SeenNow, { node, index, name }: Zone): Zone {
  const key = zoneKey({ node, index, name } as Zone);
  const known = {
    node,
    index,
    name,
    get zone_start_pfn() {
      return numberOf(told, 'zone.start', key);
    },
    get spanned_pages() {
      return numberOf(told, 'zone.spanned', key);
    },
    get present_pages() {
      return numberOf(told, 'zone.present', key);
    },
    get managed_pages() {
      return numberOf(told, 'zone.managed', key);
    },
    get contiguous() {
      return numberOf(told, 'zone.contiguous', key) !== 0;
    },
    get nr_isolate_pageblock() {
      return numberOf(told, 'zone.isolated', key);
    },
    /** Of a zone that shows nothing but zeros it is not told. */
    get pageset() {
      const its = tellOf(told, 'zone.pageset', key);
      if (its === undefined) throw new NotObservable('zone.pageset');
      return its;
    },
  };
  return onlyThese<Zone>(known, (field) => `${field} of zones`);
}

export function observedNode(told: SeenNow, model: Pglist): Pglist {
  const key = String(model.node_id);
  const number = (field: string): number => numberOf(told, field, key);
  const known = {
    node_id: model.node_id,
    node_zones: model.node_zones.map((zone) => observedZone(told, zone)),
    hasCpu: model.hasCpu,
    get node_start_pfn() {
      return number('node.start');
    },
    get node_spanned_pages() {
      return number('node.spanned');
    },
    get node_present_pages() {
      return number('node.present');
    },
    get online() {
      return number('node.online') !== 0;
    },
    get N_MEMORY() {
      return number('node.memory') !== 0;
    },
    get N_NORMAL_MEMORY() {
      return number('node.normal_memory') !== 0;
    },
    get kswapd() {
      return number('node.kswapd') !== 0;
    },
    get kcompactd() {
      return number('node.kcompactd') !== 0;
    },
    get zonelist() {
      return String(tellOf(told, 'node.zonelist', key) ?? '');
    },
  };
  return onlyThese<Pglist>(known, (field) => `${field} of nodes`);
}

const states: Record<string, MemState> = {
  online: 'MEM_ONLINE',
  offline: 'MEM_OFFLINE',
  'going-offline': 'MEM_GOING_OFFLINE',
};

export interface BlockContext {
  told: SeenNow;
  /** Of boot memory: it never holds its own memmap. */
  isBoot: boolean;
  zoneOf(key: string): Zone | null;
  groupOf(id: number): memory_group | null;
  /** What an onlining that is about to begin asks for. */
  asked(): OnlineType | undefined;
  /** What was not told; thrown on, but where whoever asks can leave it out. */
  untold(what: string): void;
}

export function observedBlock(id: number, { told, isBoot, zoneOf, groupOf, asked, untold }: BlockContext) {
  const key = String(id);
  const known = {
    id,
    get state() {
      const told_ = String(tellOf(told, 'block.state', key));
      return states[told_] ?? 'MEM_OFFLINE';
    },
    get nid() {
      return numberOf(told, 'block.node', key);
    },
    get online_type() {
      return asked() ?? (numberOf(told, 'block.online_type', key) as OnlineType);
    },
    get nr_vmemmap_pages() {
      return isBoot ? 0 : numberOf(told, 'block.nr_vmemmap_pages', key);
    },
    /** Which zone a block of boot memory is in, recorders do not tell. */
    get zone(): Zone | null {
      const its = told.observation['block.zone']?.[key];
      if (its !== undefined) return zoneOf(String(its));
      if (!isBoot && told.observation['block.zone'] !== undefined) return null;
      untold(isBoot ? 'zones of boot blocks' : 'block.zone');
      return null;
    },
    get group() {
      return groupOf(id);
    },
  };
  return onlyThese<memory_block>(known, (field) => `${field} of blocks`);
}
