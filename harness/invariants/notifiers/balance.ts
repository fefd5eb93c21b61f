import type { MemEvent, NodeEvent } from '../../kernel/include/memory.ts';
import { defineInvariant } from '../invariant.ts';
import { Remembered } from '../remembered.ts';

/** v6.17+: of another chain, which nobody listens to here. */
const isNodes = (event: MemEvent | NodeEvent): event is NodeEvent => event.startsWith('NODE_');

/** What ends what was announced. */
const announced: Partial<Record<MemEvent, MemEvent>> = {
  MEM_ONLINE: 'MEM_GOING_ONLINE',
  MEM_CANCEL_ONLINE: 'MEM_GOING_ONLINE',
  MEM_OFFLINE: 'MEM_GOING_OFFLINE',
  MEM_CANCEL_OFFLINE: 'MEM_GOING_OFFLINE',
};

export default defineInvariant({
  id: 'notifiers/balance',
  title:
    'every GOING_* event is followed by its outcome over the same range, and what goes offline is what came online',
  fault: {
    short: 'leaves notifiers unbalanced',
    long: 'tells its subscribers of a change that it does not conclude',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/slub.c:slab_memory_callback',
    under: [],
    how: 'it keeps what it allocated for an attempt that is over',
  },
  reason: 'Subscribers allocate on the first and free on the second, by the range they are told.',
  reliesOn: [
    'mm/page_ext.c:page_ext_callback',
    'mm/kasan/shadow.c:kasan_mem_notifier',
    'mm/slub.c:slab_memory_callback',
  ],
  claims: ['L15', 'L49', 'L50'],
  watch(k, report) {
    /** Ranges that came online and did not go offline since. */
    const online = new Remembered<string>(k.undo, 'notifiers/balance');
    return {
      memory: online,
      step(_view, _step, _result, sent) {
        let open: { event: MemEvent; range: string } | undefined;
        const say = (message: string, range: string) => report({ message, where: `pages ${range}` });
        for (const { event, arg } of sent) {
          if (isNodes(event)) continue;
          const range = `${arg.start_pfn}+${arg.nr_pages}`;
          if (event === 'MEM_GOING_ONLINE' || event === 'MEM_GOING_OFFLINE') {
            if (open) say(`${open.event} over ${open.range} has no outcome`, open.range);
            if (event === 'MEM_GOING_OFFLINE' && online.size > 0 && !online.has(range) && !isBoot(arg.start_pfn))
              say(`${event} over ${range}, which did not come online as such`, range);
            open = { event, range };
          }
          const wanted = announced[event];
          if (wanted === undefined) continue;
          if (open?.event !== wanted || open.range !== range)
            say(`${event} over ${range} ends ${open ? `${open.event} over ${open.range}` : 'nothing'}`, range);
          if (event === 'MEM_ONLINE') online.add(range);
          if (event === 'MEM_OFFLINE') online.delete(range);
          open = undefined;
        }
        if (open) say(`${open.event} over ${open.range} has no outcome`, open.range);
      },
    };

    function isBoot(pfn: number): boolean {
      return pfn < k.machine.firstHotPfn;
    }
  },
});
