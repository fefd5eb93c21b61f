import { ALIGN, type Zone } from '../../kernel/include/mmzone.ts';
import { intersect, joined, minus, type PageRun } from '../../types/page_run.ts';
import { where } from '../ranges.ts';
import { linkOfZone, spanOf, type View } from '../view.ts';

/** Runs of the zone's span at which a pageblock begins that is not online, or links elsewhere. */
export function foreignRuns(view: View, zone: Zone): PageRun[] {
  const { pageblockPages } = view.k.machine;
  const span = spanOf(zone);
  const visible = intersect([span], view.visible());
  const elsewhere = where(view.k.maps.page_link, visible, (link) => link !== linkOfZone(zone));
  const foreign = joined([...minus([span], visible), ...elsewhere].sort((a, b) => a[0] - b[0]));
  return foreign.filter(([start, end]) => start === span[0] || ALIGN(start, pageblockPages) < end);
}
