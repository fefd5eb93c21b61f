import { defineInvariant } from '../invariant.ts';
import { firstOutside } from './outside.ts';

export default defineInvariant({
  id: 'span/pages-in-zone-span',
  title: 'every page that an online block gives out lies in the span of its zone',
  fault: {
    short: 'leaves pages out of their zone',
    long: 'leaves pages of an online block outside of the span of their zone',
  },
  class: 'data loss',
  suffers: {
    reader: 'kernel/power/snapshot.c:copy_data_pages',
    under: [],
    how: 'it walks spans and does not save the page; with DEBUG_VM mm/page_alloc.c:bad_range is a BUG when it is freed (crash)',
  },
  reason:
    'Whatever walks a zone by its span passes over the page; with DEBUG_VM the allocator takes it for a corrupted one when it is freed.',
  reliesOn: [
    'mm/page_alloc.c:bad_range',
    'mm/page_alloc.c:set_pfnblock_flags_mask',
    'kernel/power/snapshot.c:count_data_pages',
  ],
  claims: ['L10', 'L20', 'L22'],
  rest(view) {
    const found = firstOutside(view, view.onlineData(), 'data pages');
    return found && view.k.machine.config.debug_vm ? { ...found, class: 'crash' } : found;
  },
});
