import { zoneKey } from '../../kernel/include/mmzone.ts';
import { intersect, joined, minus, showRun } from '../../types/page_run.ts';
import { type Breach, defineInvariant } from '../invariant.ts';
import { Remembered } from '../remembered.ts';
import { spanOf, type View } from '../view.ts';
import { foreignRuns } from './foreign.ts';

export default defineInvariant({
  id: 'span/contiguous-regained',
  title: 'a zone whose span is all online memory is contiguous once it was looked at again',
  class: 'slow path',
  suffers: {
    reader: 'mm/page_alloc.c:__pageblock_pfn_to_page',
    under: [],
    how: 'it looks up both ends of every pageblock that compaction scans',
  },
  reason:
    'Else compaction looks up both ends of every pageblock for as long as the zone lives. Right after an onlining no real kernel has it: the sections come online later. Giving up a range looks again.',
  reliesOn: ['mm/page_alloc.c:set_zone_contiguous', 'mm/internal.h:pageblock_pfn_to_page'],
  claims: ['L26', 'L27', 'L28'],
  watch(k) {
    /** Zones whose last re-evaluation was after a range left them. */
    const judged = new Remembered<string>(k.undo, 'span/contiguous-regained');
    const zones = k.node_data.flatMap(({ node_zones }) => node_zones);
    const { move_pfn_range_to_zone, remove_pfn_range_from_zone } = k;
    k.move_pfn_range_to_zone = (zone, ...range) => {
      judged.delete(zoneKey(zone));
      move_pfn_range_to_zone(zone, ...range);
    };
    k.remove_pfn_range_from_zone = (zone, ...range) => {
      remove_pfn_range_from_zone(zone, ...range);
      if (zone) judged.add(zoneKey(zone));
    };
    return {
      memory: judged,
      // Whoever makes it what it is not, looks again as well.
      step() {
        for (const zone of zones) if (zone.contiguous || zone.spanned_pages === 0) judged.delete(zoneKey(zone));
      },
      rest: (view) => slowZone(view, judged),
    };
  },
});

function slowZone(view: View, judged: Remembered<string>): Breach | undefined {
  for (const zone of view.zones) {
    if (!judged.has(zoneKey(zone)) || zone.contiguous || zone.spanned_pages === 0) continue;
    // A hole, or an offline block, is a reason that every design has.
    const boot = intersect(view.visible(), [[0, view.k.machine.firstHotPfn]]);
    if (minus([spanOf(zone)], joined([...boot, ...view.onlineRanges()])).length > 0) continue;
    const foreignOnes = foreignRuns(view, zone);
    // So is a block that the user put into another zone.
    if (intersect(foreignOnes, view.onlineData()).length > 0) continue;
    const [foreign] = foreignOnes;
    const because = foreign ? `: ${showRun(foreign)} is not its own` : '';
    return {
      message: `${zoneKey(zone)} (${showRun(spanOf(zone))}) is online without a hole and not contiguous${because}`,
      where: `zone ${zoneKey(zone)}`,
    };
  }
  return undefined;
}
