import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/node-alive',
  title: 'a node is up while it has blocks or spans anything, and down once it has neither and no processor',
  class: 'crash',
  reason: 'NODE_DATA() of a node that went down is reset, or freed, under those who look up its pages.',
  reliesOn: ['mm/memory_hotplug.c:try_offline_node', 'drivers/base/node.c:unregister_one_node'],
  claims: ['L24'],
  rest(view) {
    const withBlocks = new Set([...view.k.memory_blocks.values()].map(({ nid }) => nid));
    for (const { node_id, online, node_spanned_pages, hasCpu } of view.k.node_data) {
      const where = `node ${node_id}`;
      if (!online && withBlocks.has(node_id)) return { message: `${where} is down and has memory blocks`, where };
      if (!online && node_spanned_pages > 0)
        return { message: `${where} is down and spans ${node_spanned_pages} pages`, where };
      if (online && !hasCpu && !withBlocks.has(node_id))
        return { message: `${where} has no block and no processor and is still up`, where, class: 'hygiene' };
    }
    return undefined;
  },
});
