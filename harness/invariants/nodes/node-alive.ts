import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/node-alive',
  title: 'a node is up while it has blocks or spans anything, and down once it has neither and no processor',
  fault: {
    short: 'leaves a node up, or down',
    long: 'leaves a node up that should be down, or down that should be up',
  },
  class: 'crash',
  suffers: {
    reader: 'drivers/base/node.c:unregister_memory_block_under_nodes',
    under: [],
    how: 'it follows node_devices[] to a node that is gone when a block of it goes (NULL); a node that stays too long, or only spans, is hygiene',
  },
  reason: 'What a node that went down leaves in node_devices[] is nothing, and its blocks are still linked to it.',
  reliesOn: ['drivers/base/node.c:unregister_one_node', 'mm/memory_hotplug.c:try_offline_node'],
  claims: ['L24'],
  rest(view) {
    const withBlocks = new Set([...view.k.memory_blocks.values()].map(({ nid }) => nid));
    for (const { node_id, online, node_spanned_pages, node_present_pages, hasCpu } of view.k.node_data) {
      const where = `node ${node_id}`;
      if (!online && withBlocks.has(node_id)) return { message: `${where} is down and has memory blocks`, where };
      if (!online && node_spanned_pages > 0)
        return { message: `${where} is down and spans ${node_spanned_pages} pages`, where, class: 'hygiene' };
      // Of a block that two nodes share the last one is told; the other one still has memory.
      if (online && !hasCpu && !withBlocks.has(node_id) && node_present_pages === 0)
        return { message: `${where} has no block and no processor and is still up`, where, class: 'hygiene' };
    }
    return undefined;
  },
});
