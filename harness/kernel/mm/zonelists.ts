/** Which zones an allocation falls back to, in which order (mm/page_alloc.c:build_all_zonelists and below). */
import { managed_zone, type Pglist, populated_zone } from '../include/mmzone.ts';
import type { Kernel } from '../link.ts';

export interface ZonelistFunctions {
  /** Without a node, or with one that is up: the lists of all nodes. With a node that is not up yet: its own only. */
  build_all_zonelists(self?: Pglist): void;
  build_zonelists(pgdat: Pglist): void;
  /** Node numbers in order of fallback, the node itself first. Machines here have no distances but near and far. */
  nodeFallbackOrder(local: Pglist): number[];
}

export const zonelists = (k: Kernel): ZonelistFunctions => {
  /** node_load: how often a node was the first that another falls back to (v5.16+; before it is set, not added). */
  const load = new Map<number, number>();

  return {
    build_all_zonelists(self) {
      k.count('zonelist rebuilds');
      load.clear();
      if (self && !self.online) {
        k.build_zonelists(self);
        return;
      }
      for (const pgdat of k.node_data)
        if (pgdat.online || k.release.zonelistsOf === 'possible') k.build_zonelists(pgdat);
    },

    build_zonelists(pgdat) {
      // build_zonerefs_node()
      const taken = k.release.zonelistTakes === 'managed' ? managed_zone : populated_zone;
      const list: string[] = [];
      for (const nid of k.nodeFallbackOrder(pgdat))
        for (const zone of [...k.NODE_DATA(nid).node_zones].reverse())
          if (taken(zone)) list.push(`${nid}:${zone.name}`);
      pgdat.zonelist = list.join(' ');
    },

    nodeFallbackOrder(local) {
      // find_next_best_node(): nodes after this one, and those without a processor, come first; then the less loaded.
      const penalty = (node: Pglist) => Number(node.node_id < local.node_id) + Number(node.hasCpu);
      const others = k.node_data
        .filter((node) => node !== local && node.N_MEMORY)
        .map((node) => ({ nid: node.node_id, penalty: penalty(node), load: load.get(node.node_id) ?? 0 }))
        .sort((a, b) => a.penalty - b.penalty || a.load - b.load || a.nid - b.nid)
        .map(({ nid }) => nid);
      const [first] = others;
      if (first !== undefined) load.set(first, (load.get(first) ?? 0) + 1);
      return [local.node_id, ...others];
    },
  };
};
