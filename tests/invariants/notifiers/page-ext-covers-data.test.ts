import pageExtCoversData from '../../../harness/invariants/notifiers/page-ext-covers-data.ts';
import { describeCover } from './cover.ts';

describeCover({
  invariant: pageExtCoversData,
  part: 'data',
  option: 'page_ext',
  good: [(k, start, end) => k.maps.page_ext.set(start, end, true)],
  bad: [{ set: (k, start, end) => k.maps.page_ext.set(start, end, false), told: 'have no page_ext entry' }],
});
