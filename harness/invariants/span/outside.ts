import { zoneKey } from '../../kernel/include/mmzone.ts';
import { zoneOfLink } from '../../kernel/state.ts';
import { minus, type PageRun, showRun } from '../../types/page_run.ts';
import type { Breach } from '../invariant.ts';
import { spanOf, type View } from '../view.ts';

/** First of `ranges` that links to a zone whose span leaves it out. */
export function firstOutside(view: View, ranges: readonly PageRun[], what: string): Breach | undefined {
  for (const [start, end] of ranges)
    for (const [from, to, link] of view.k.maps.page_link.runs(start, end)) {
      const zone = zoneOfLink(view.k, link);
      if (!zone) continue;
      const [outside] = minus([[from, to]], zone.spanned_pages ? [spanOf(zone)] : []);
      if (!outside) continue;
      const span = zone.spanned_pages ? showRun(spanOf(zone)) : 'nothing';
      const pages = outside[1] - outside[0];
      return {
        message: `${pages} ${what} of ${view.blockAt(outside[0])} link to ${zoneKey(zone)}, which spans ${span}`,
        where: `pages ${showRun(outside)}`,
      };
    }
  return undefined;
}
