import { joined, type PageRun, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'allocator/memmap-pageblocks-unmovable',
  title: 'pageblocks that only hold the memmap of an online block are MIGRATE_UNMOVABLE',
  fault: {
    short: 'leaves its memmap movable',
    long: 'leaves pageblocks of memmap that are not MIGRATE_UNMOVABLE',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/compaction.c:suitable_migration_source',
    under: [],
    how: 'it scans a pageblock that has nothing to move',
  },
  reason: 'Compaction and fallback scan MOVABLE pageblocks for pages to move, and find none that ever could.',
  reliesOn: ['mm/compaction.c:suitable_migration_source', 'mm/page_alloc.c:get_pageblock_migratetype'],
  claims: ['L11', 'L68'],
  rest(view) {
    const { pageblockPages } = view.k.machine;
    // The first page of a pageblock decides; what lies behind the last whole one is shared with data.
    const whole = view.onlineMemmap().map(([start, end]): PageRun => [start, end - (end % pageblockPages)]);
    const wrong = firstWhere(
      view.k.maps.pageblock_migratetype,
      joined(whole),
      (migratetype) => migratetype !== 'UNMOVABLE',
    );
    if (!wrong || wrong[2] === 'ISOLATE') return undefined;
    return {
      message: `memmap pageblocks of online ${view.blockAt(wrong[0])} are ${wrong[2] ?? 'of no migratetype'}`,
      where: `pages ${showRun([wrong[0], wrong[1]])}`,
    };
  },
});
