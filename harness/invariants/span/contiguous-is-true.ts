import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';
import { showRange } from '../ranges.ts';
import { spanOf } from '../view.ts';
import { foreignRuns } from './foreign.ts';

export default defineInvariant({
  id: 'span/contiguous-is-true',
  title: 'a zone that says it is contiguous has no pageblock that is offline or of another zone',
  class: 'crash',
  reason: 'Compaction takes the first page of every pageblock of such a zone without a look: it may be no page at all.',
  reliesOn: [
    'mm/internal.h:pageblock_pfn_to_page',
    'mm/compaction.c:isolate_migratepages',
    'mm/compaction.c:isolate_freepages',
  ],
  claims: ['L26', 'L28'],
  rest(view) {
    for (const zone of view.zones) {
      if (!zone.contiguous || zone.spanned_pages === 0) continue;
      const [foreign] = foreignRuns(view, zone);
      if (!foreign) continue;
      const message = `${zoneKey(zone)} (${showRange(spanOf(zone))}) is contiguous, but ${showRange(foreign)} is not its own`;
      return { message, where: `pages ${showRange(foreign)}` };
    }
    return undefined;
  },
});
