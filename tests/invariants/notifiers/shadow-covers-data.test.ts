import shadowCoversData from '../../../harness/invariants/notifiers/shadow-covers-data.ts';
import { describeCover } from './cover.ts';

describeCover({
  invariant: shadowCoversData,
  part: 'data',
  option: 'kasan',
  good: [(k, start, end) => k.maps.kasan_shadow.set(start, end, 'real')],
  bad: [
    { set: (k, start, end) => k.maps.kasan_shadow.set(start, end, 'none'), told: 'have no KASAN shadow' },
    // Whoever gets the page writes its shadow.
    { set: (k, start, end) => k.maps.kasan_shadow.set(start, end, 'zero'), told: 'share the zero shadow' },
  ],
});
