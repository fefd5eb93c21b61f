/** What comes and goes with the memory of a zone or a node. */
import { changed, inside, leftOut, together } from '../change.ts';
import type { Entries } from '../entry.ts';

const online = 'mm/memory_hotplug/online';
const offline = 'mm/memory_hotplug/offline';
const remove = 'mm/memory_hotplug/remove';

export default {
  'nodes/pageset-not-set-up': {
    title: 'a zone that gets its first memory keeps the pageset of boot time',
    at: `david@v10 ${online}:online_pages`,
    blame: 'nodes/pageset',
    change: leftOut('setup_zone_pageset'),
  },
  'nodes/pageset-not-reset': {
    title: 'a zone that lost its last memory keeps its pageset',
    at: `unpatched ${offline}:zoneAndNodeTeardown`,
    blame: 'nodes/pageset-returned',
    change: leftOut('zone_pcp_reset'),
  },
  'nodes/zonelists-not-grown': {
    title: 'zonelists are not rebuilt when a zone gets its first memory',
    at: `david@v10 ${online}:online_pages`,
    blame: 'nodes/zonelist',
    change: leftOut('build_all_zonelists', inside('online_pages')),
  },
  'nodes/zonelists-not-shrunk': {
    title: 'zonelists are not rebuilt when a zone lost its last memory',
    at: `oscar@v5 ${offline}:zoneAndNodeTeardown`,
    blame: 'nodes/zonelist-stale',
    change: leftOut('build_all_zonelists', inside('zoneAndNodeTeardown')),
  },
  'nodes/zonelists-before-the-state': {
    title: 'zonelists are rebuilt before the node is marked as having memory',
    at: `david@v10 ${online}:online_pages`,
    blame: 'nodes/zonelist',
    change: (k, base) =>
      together(
        leftOut('build_all_zonelists', inside('online_pages')),
        changed('node_states_set_node', (_k, real) => (node, arg) => {
          if (arg.status_change_nid >= 0) base['build_all_zonelists']?.();
          real(node, arg);
        }),
      )(k, base),
  },
  'nodes/state-not-set': {
    title: 'a node that gets its first memory is not marked',
    at: `oscar@v5 ${online}:node_states_set_node`,
    blame: 'nodes/node-state',
    change: leftOut('node_states_set_node'),
  },
  'nodes/state-not-cleared': {
    title: 'a node that lost its last memory stays marked',
    at: `david@v10 ${offline}:node_states_clear_node`,
    blame: 'nodes/node-state',
    change: leftOut('node_states_clear_node'),
  },
  'nodes/threads-not-started': {
    title: 'kswapd and kcompactd are not started',
    at: `david@v10 ${online}:online_pages`,
    blame: 'nodes/node-threads',
    change: leftOut('runNodeThreads'),
  },
  'nodes/threads-not-stopped': {
    title: 'kswapd and kcompactd outlive the memory of their node',
    at: `unpatched ${offline}:zoneAndNodeTeardown`,
    blame: 'nodes/node-threads',
    change: leftOut('stopNodeThreads'),
  },
  'nodes/node-stays-up': {
    title: 'a node that has nothing left stays up',
    at: `david@v10 ${remove}:try_offline_node`,
    blame: 'nodes/node-alive',
    change: leftOut('try_offline_node'),
  },
  'nodes/node-goes-with-blocks': {
    title: 'a node goes down although blocks belong to it',
    at: `unpatched ${remove}:try_offline_node`,
    blame: 'nodes/node-alive',
    change: changed('try_offline_node', (k) => (nid) => {
      const pgdat = k.NODE_DATA(nid);
      if (!pgdat.node_spanned_pages && !pgdat.hasCpu) pgdat.online = false;
    }),
  },
  'nodes/block-without-node': {
    title: 'blocks are not told their node',
    at: 'david@v10 drivers/base/memory:register_memory_blocks_under_node',
    blame: 'oops',
    change: leftOut('register_memory_blocks_under_node'),
  },
} satisfies Entries;
