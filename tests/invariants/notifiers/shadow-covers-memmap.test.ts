import shadowCoversMemmap from '../../../harness/invariants/notifiers/shadow-covers-memmap.ts';
import { describeCover } from './cover.ts';

describeCover({
  invariant: shadowCoversMemmap,
  part: 'memmap',
  option: 'kasan',
  good: [
    (k, start, end) => k.maps.kasan_shadow.set(start, end, 'real'),
    // Nobody writes the shadow of a memmap page: the one for all will do.
    (k, start, end) => k.maps.kasan_shadow.set(start, end, 'zero'),
  ],
  bad: [{ set: (k, start, end) => k.maps.kasan_shadow.set(start, end, 'none'), told: 'have no KASAN shadow' }],
});
