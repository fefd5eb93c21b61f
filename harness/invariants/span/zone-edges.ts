import { type Zone, zoneKey } from '../../kernel/include/mmzone.ts';
import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { linkOfZone, spanOf, type View } from '../view.ts';

export default defineInvariant({
  id: 'span/zone-edges',
  title: 'a zone that reaches into hot-added memory begins and ends with a page of its own',
  fault: {
    short: 'leaves a stale zone edge',
    long: 'leaves a zone that ends, or begins, where it has no page',
  },
  class: 'slow path',
  suffers: {
    reader: 'mm/compaction.c:isolate_freepages',
    under: [],
    how: 'it walks pageblocks in which there is nothing',
  },
  reason:
    'Zones shrink past holes when they lose an edge. A zone that reaches further than its memory draws new blocks to itself, for plain online goes where a span is, and is walked in vain.',
  reliesOn: [
    'mm/memory_hotplug.c:shrink_zone_span',
    'mm/memory_hotplug.c:default_zone_for_pfn',
    'mm/compaction.c:isolate_freepages',
  ],
  claims: ['L10', 'L20', 'L23'],
  rest(view) {
    for (const zone of view.zones) {
      if (zone.spanned_pages === 0) continue;
      const [start, end] = spanOf(zone);
      const boot = view.baseline.zones.get(zone);
      // What boot memory left at an edge is boot's.
      const edges = [...(start === boot?.start ? [] : [start]), ...(end === boot?.end ? [] : [end - 1])];
      const stray = edges.find((pfn) => pfn >= view.k.machine.firstHotPfn && !belongs(view, zone, pfn));
      if (stray === undefined) continue;
      const message = `${zoneKey(zone)} spans ${showRun([start, end])}, but pfn ${stray} at its ${stray === start ? 'start' : 'end'} is not an online page of it`;
      return { message, where: `zone ${zoneKey(zone)}` };
    }
    return undefined;
  },
});

function belongs(view: View, zone: Zone, pfn: number): boolean {
  if (view.k.maps.page_link.get(pfn) !== linkOfZone(zone)) return false;
  if (view.onlineRanges().some(([start, end]) => start <= pfn && pfn < end)) return true;
  // Memmap pages of an offline block are the zone's where the design counts them there.
  const counted =
    zone.present_pages > view.bootPages(zone, 'present') + (view.onlineByLink().get(linkOfZone(zone)) ?? 0);
  const head = view.offline().some((mem) => {
    const [start] = view.rangeOf(mem);
    return start <= pfn && pfn < start + mem.nr_vmemmap_pages;
  });
  return counted && head;
}
