import { type Zone, zoneKey } from '../../kernel/include/mmzone.ts';
import { intersect, joined, minus, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { Remembered } from '../remembered.ts';
import { spanOf, type View } from '../view.ts';
import { foreignRuns } from './foreign.ts';

export default defineInvariant({
  id: 'span/contiguous-regained',
  title: 'a zone whose span is all online memory is contiguous once it was looked at again',
  fault: {
    short: 'keeps a zone in pieces',
    long: 'keeps a zone from being contiguous again',
  },
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
    /** Zones whose last re-evaluation was after a range left them, and left them slow for no reason. */
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
      // A reason does not go away without another look at the zone.
      step(view) {
        if (judged.size === 0) return;
        for (const zone of zones)
          if (judged.has(zoneKey(zone)) && !(mayBeSlow(zone) && isSlow(view(), zone))) judged.delete(zoneKey(zone));
      },
      rest(view) {
        const zone = judged.size > 0 ? view.zones.find((each) => judged.has(zoneKey(each))) : undefined;
        if (!zone) return undefined;
        const [foreign] = foreignRuns(view, zone);
        const because = foreign ? `: ${showRun(foreign)} is not its own` : '';
        return {
          message: `${zoneKey(zone)} (${showRun(spanOf(zone))}) is online without a hole and not contiguous${because}`,
          where: foreign ? `pages ${showRun(foreign)}` : `zone ${zoneKey(zone)}`,
        };
      },
    };
  },
});

const mayBeSlow = (zone: Zone): boolean => !zone.contiguous && zone.spanned_pages > 0;

function isSlow(view: View, zone: Zone): boolean {
  // A hole, or an offline block, is a reason that every design has.
  const boot = intersect(view.visible(), [[0, view.k.machine.firstHotPfn]]);
  if (minus([spanOf(zone)], joined([...boot, ...view.onlineRanges()])).length > 0) return false;
  // So is a block that the user put into another zone.
  return intersect(foreignRuns(view, zone), view.onlineData()).length === 0;
}
