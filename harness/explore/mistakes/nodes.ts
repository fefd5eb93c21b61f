/** What comes and goes with the memory of a zone or a node. */
import type { Kernel } from '../../kernel/link.ts';
import { call, defineMistakes, within } from './mistake.ts';

const goingUp = (k: Kernel) => within(k, 'online_pages_locked');

export default defineMistakes([
  {
    id: 'nodes/pageset-not-set-up',
    title: 'a zone that gets its first memory keeps the pageset of boot time',
    function: 'mm/memory_hotplug/online:online_pages_locked',
    stack: 'david@v10',
    blame: ['nodes/pageset'],
    mistake: () => ({ setup_zone_pageset: () => undefined }),
  },
  {
    id: 'nodes/pageset-not-reset',
    title: 'a zone that lost its last memory keeps its pageset',
    function: 'mm/memory_hotplug/offline:zoneAndNodeTeardown',
    stack: 'unpatched',
    blame: ['nodes/pageset-returned'],
    mistake: () => ({ zone_pcp_reset: () => undefined }),
  },
  {
    id: 'nodes/zonelists-not-grown',
    title: 'zonelists are not rebuilt when a zone gets its first memory',
    function: 'mm/memory_hotplug/online:online_pages_locked',
    stack: 'david@v10',
    blame: ['nodes/zonelist'],
    mistake: (k, base) => ({ build_all_zonelists: () => (goingUp(k) ? undefined : call(base, 'build_all_zonelists')) }),
  },
  {
    id: 'nodes/zonelists-not-shrunk',
    title: 'zonelists are not rebuilt when a zone lost its last memory',
    function: 'mm/memory_hotplug/offline:zoneAndNodeTeardown',
    stack: 'oscar@v5',
    blame: ['nodes/zonelist-stale'],
    mistake: (k, base) => ({
      build_all_zonelists: () => (within(k, 'zoneAndNodeTeardown') ? undefined : call(base, 'build_all_zonelists')),
    }),
  },
  {
    id: 'nodes/zonelists-before-the-state',
    title: 'zonelists are rebuilt before the node is marked as having memory',
    function: 'mm/memory_hotplug/online:online_pages_locked',
    stack: 'david@v10',
    blame: ['nodes/zonelist'],
    mistake: (k, base) => ({
      node_states_set_node(node, arg) {
        if (arg.status_change_nid >= 0) call(base, 'build_all_zonelists');
        call(base, 'node_states_set_node', node, arg);
      },
      build_all_zonelists: () => (goingUp(k) ? undefined : call(base, 'build_all_zonelists')),
    }),
  },
  {
    id: 'nodes/state-not-set',
    title: 'a node that gets its first memory is not marked',
    function: 'mm/memory_hotplug/online:node_states_set_node',
    stack: 'oscar@v5',
    blame: ['nodes/node-state'],
    mistake: () => ({ node_states_set_node: () => undefined }),
  },
  {
    id: 'nodes/state-not-cleared',
    title: 'a node that lost its last memory stays marked',
    function: 'mm/memory_hotplug/offline:node_states_clear_node',
    stack: 'david@v10',
    blame: ['nodes/node-state'],
    mistake: () => ({ node_states_clear_node: () => undefined }),
  },
  {
    id: 'nodes/threads-not-started',
    title: 'kswapd and kcompactd are not started',
    function: 'mm/memory_hotplug/online:online_pages_locked',
    stack: 'david@v10',
    blame: ['nodes/node-threads'],
    mistake: () => ({ runNodeThreads: () => undefined }),
  },
  {
    id: 'nodes/threads-not-stopped',
    title: 'kswapd and kcompactd outlive the memory of their node',
    function: 'mm/memory_hotplug/offline:zoneAndNodeTeardown',
    stack: 'unpatched',
    blame: ['nodes/node-threads'],
    mistake: () => ({ stopNodeThreads: () => undefined }),
  },
  {
    id: 'nodes/node-stays-up',
    title: 'a node that has nothing left stays up',
    function: 'mm/memory_hotplug/remove:try_offline_node',
    stack: 'david@v10',
    blame: ['nodes/node-alive'],
    mistake: () => ({ try_offline_node: () => undefined }),
  },
  {
    id: 'nodes/node-goes-with-blocks',
    title: 'a node goes down although blocks belong to it',
    function: 'mm/memory_hotplug/remove:try_offline_node',
    stack: 'unpatched',
    blame: ['nodes/node-alive'],
    mistake: (k) => ({
      try_offline_node(nid) {
        const pgdat = k.NODE_DATA(nid);
        if (!pgdat.node_spanned_pages && !pgdat.hasCpu) pgdat.online = false;
      },
    }),
  },
  {
    id: 'nodes/block-without-node',
    title: 'blocks are not told their node',
    function: 'drivers/base/memory:register_memory_blocks_under_node',
    stack: 'david@v10',
    blame: ['oops'],
    mistake: () => ({ register_memory_blocks_under_node: () => undefined }),
  },
]);
