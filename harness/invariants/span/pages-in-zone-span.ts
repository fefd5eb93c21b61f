import { defineInvariant } from '../invariant.ts';
import { firstOutside } from './outside.ts';

export default defineInvariant({
  id: 'span/pages-in-zone-span',
  title: 'every page that an online block gives out lies in the span of its zone',
  class: 'crash',
  reason: 'The allocator takes a page outside the span of its zone for a corrupted one: VM_BUG_ON when it is freed.',
  reliesOn: [
    'mm/page_alloc.c:bad_range',
    'mm/page_alloc.c:set_pfnblock_flags_mask',
    'kernel/power/snapshot.c:count_data_pages',
  ],
  claims: ['L10', 'L20', 'L22'],
  rest: (view) => firstOutside(view, view.onlineData(), 'data pages'),
});
