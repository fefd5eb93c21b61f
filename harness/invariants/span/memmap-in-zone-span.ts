import { PG_reserved } from '../../kernel/include/page_flags.ts';
import { intersect, joined } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { where } from '../ranges.ts';
import { firstOutside } from './outside.ts';

export default defineInvariant({
  id: 'span/memmap-in-zone-span',
  title: 'every memmap page that is in use lies in the span of its zone',
  fault: {
    short: 'leaves memmap out of its zone',
    long: 'leaves memmap pages outside of the span of their zone',
  },
  class: 'data loss',
  suffers: {
    reader: 'kernel/power/snapshot.c:copy_data_pages',
    under: [],
    how: 'it walks spans, so that the page is not in the image and its struct pages are lost with the resume; those of an offline block that nobody writes again are garbage when it comes online (garbage visible)',
  },
  reason:
    'Hibernation, kmemleak and the shrinking of zones walk the span: a memmap page outside is not saved, not scanned, and not seen when the zone gives up its end.',
  reliesOn: [
    'kernel/power/snapshot.c:count_data_pages',
    'mm/kmemleak.c:kmemleak_scan',
    'mm/memory_hotplug.c:shrink_zone_span',
    'mm/page_alloc.c:set_pfnblock_flags_mask',
  ],
  claims: ['L10', 'L20', 'L21', 'L22', 'L23'],
  rest(view) {
    const lost = firstOutside(view, view.onlineMemmap(), 'memmap pages');
    if (lost) return lost;
    // In use too: what of offline blocks pfn_to_online_page() hands out, initialised.
    const offered = intersect(view.offlineRanges(), view.visible());
    const frames = where(view.k.maps.vmemmap_frame, offered, (holds) => holds);
    const initialised = where(view.k.maps.memmap, frames, (content) => content === 'init');
    const held = where(view.k.maps.page_flags, initialised, (flags) => (flags & PG_reserved) !== 0);
    const found = firstOutside(view, joined(held), 'memmap pages');
    return found && { ...found, class: 'garbage visible' };
  },
});
