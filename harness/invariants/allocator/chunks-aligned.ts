import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'allocator/chunks-aligned',
  title: 'a chunk of order n is given to the buddy at a pfn that is aligned to it',
  fault: {
    short: 'frees misaligned chunks',
    long: 'gives the buddy a chunk that is not aligned to its order',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/page_alloc.c:__free_one_page',
    under: [],
    how: 'it merges the chunk with pages that somebody uses, and hands them out again',
  },
  reason:
    'The buddy finds the neighbour of a chunk by flipping one bit of its pfn: from elsewhere it merges pages that are not its own.',
  reliesOn: ['mm/page_alloc.c:__free_one_page', 'mm/internal.h:__find_buddy_pfn'],
  claims: ['L67', 'L68', 'L69'],
  incident: ({ kind, by, message, start, end }) =>
    kind === 'corruption' && by === 'generic_online_page'
      ? { message, where: `pages ${start}+${end - start}` }
      : undefined,
});
