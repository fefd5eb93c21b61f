import { defineInvariant } from '../invariant.ts';
import { firstWhere, showRange } from '../ranges.ts';

export default defineInvariant({
  id: 'notifiers/shadow-covers',
  title: 'with KASAN every page of an online block has a shadow, and every page it gives out one of its own',
  class: 'crash',
  reason: 'An instrumented access through the direct map reads the shadow first: hibernation copies memmap pages too.',
  reliesOn: [
    'mm/kasan/shadow.c:kasan_mem_notifier',
    'kernel/power/snapshot.c:safe_copy_page',
    'mm/memremap.c:pagemap_range',
  ],
  claims: ['L50', 'L51', 'L58'],
  rest(view) {
    if (!view.k.machine.config.kasan) return undefined;
    const { kasan_shadow } = view.k.maps;
    const none = firstWhere(kasan_shadow, view.onlineRanges(), (shadow) => shadow === 'none');
    if (none)
      return {
        message: `${none[1] - none[0]} pages of online ${view.blockAt(none[0])} have no KASAN shadow`,
        where: `pages ${showRange([none[0], none[1]])}`,
      };
    const shared = firstWhere(kasan_shadow, view.onlineData(), (shadow) => shadow !== 'real');
    if (!shared) return undefined;
    return {
      message: `${shared[1] - shared[0]} data pages of online ${view.blockAt(shared[0])} share the zero shadow`,
      where: `pages ${showRange([shared[0], shared[1]])}`,
    };
  },
});
