import { zoneKey } from '../../kernel/include/mmzone.ts';
import { PageBuddy } from '../../kernel/include/page_flags.ts';
import { type PageRun, showRun } from '../../types/page_run.ts';
import { type ConsequenceClass, consequenceClasses } from '../../types/result.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';
import { spanOf, type View } from '../view.ts';
import { foreignRuns } from './foreign.ts';

export default defineInvariant({
  id: 'span/contiguous-is-true',
  title: 'a zone that says it is contiguous has no pageblock that is offline or of another zone',
  fault: {
    short: 'calls a zone contiguous',
    long: 'leaves a zone called contiguous that is not',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/compaction.c:isolate_freepages_block',
    under: [],
    how: 'it reads struct pages that are not mapped or hold poison, or takes pages of another zone from the buddy under the wrong zone->lock; stale and reserved ones it passes over (hygiene), others are garbage to it',
  },
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
      const found = foreignRuns(view, zone).map((foreign) => ({ foreign, read: readAs(view, foreign) }));
      const [worst] = found.sort((a, b) => rank(a.read) - rank(b.read));
      if (!worst) continue;
      const foreign = showRun(worst.foreign);
      const message = `${zoneKey(zone)} (${showRun(spanOf(zone))}) is contiguous, but ${foreign} is not its own`;
      return { message, where: `pages ${foreign}`, class: worst.read };
    }
    return undefined;
  },
});

const rank = (read: ConsequenceClass): number => consequenceClasses.indexOf(read);

/** What becomes of compaction in pages that are not its zone's. */
function readAs({ k: { maps } }: View, [start, end]: PageRun): ConsequenceClass {
  const contents = new Set(maps.memmap.runs(start, end).map(([, , content]) => content));
  if (contents.has('unmapped') || contents.has('poison')) return 'crash';
  // Another zone's free pages are taken from its lists without its lock.
  if (firstWhere(maps.page_flags, [[start, end]], (flags) => (flags & PageBuddy) !== 0)) return 'crash';
  if (contents.has('raw') || contents.has('garbage')) return 'garbage visible';
  // Stale or reserved, neither free nor on an LRU list: looked at and left.
  return 'hygiene';
}
