/** Events that are not sent, or say another range, and what subscribers make of them. */
import type { MemEvent } from '../../kernel/include/memory.ts';
import { call, defineMistakes, type Mistake, offsetInBlock } from './mistake.ts';

const notSent = (event: MemEvent, stack: string): Mistake => ({
  id: `notifiers/${event.toLowerCase().replaceAll('_', '-')}-not-sent`,
  title: `${event} is not sent`,
  function: event.includes('ONLINE')
    ? 'mm/memory_hotplug/online:online_pages_locked'
    : 'mm/memory_hotplug/offline:offline_pages_locked',
  stack,
  blame: ['notifiers/balance'],
  mistake: (_k, base) => ({
    memory_notify: (sent, arg) => (sent === event ? 0 : call(base, 'memory_notify', sent, arg)),
  }),
});

const wrongRange = (event: MemEvent): Mistake => ({
  id: `notifiers/${event.toLowerCase().replaceAll('_', '-')}-of-the-block`,
  title: `${event} tells the whole block, the other events its data pages`,
  function: event.includes('ONLINE')
    ? 'mm/memory_hotplug/online:online_pages_locked'
    : 'mm/memory_hotplug/offline:offline_pages_locked',
  stack: 'david@v10',
  blame: ['notifiers/balance'],
  mistake: (k, base) => ({
    memory_notify(sent, arg) {
      const memmap = offsetInBlock(k, arg.start_pfn);
      const whole = { ...arg, start_pfn: arg.start_pfn - memmap, nr_pages: arg.nr_pages + memmap };
      return call(base, 'memory_notify', sent, sent === event ? whole : arg);
    },
  }),
});

export default defineMistakes([
  notSent('MEM_CANCEL_ONLINE', 'david@v10'),
  notSent('MEM_ONLINE', 'oscar@v5'),
  notSent('MEM_CANCEL_OFFLINE', 'oscar@v5'),
  notSent('MEM_OFFLINE', 'david@v10'),
  notSent('MEM_GOING_OFFLINE', 'unpatched'),
  wrongRange('MEM_GOING_ONLINE'),
  wrongRange('MEM_OFFLINE'),
  {
    id: 'notifiers/shadow-missing',
    title: 'no KASAN shadow is mapped for the memmap pages',
    function: 'mm/memory_hotplug:mhp_init_memmap_on_memory',
    stack: 'david@v10',
    blame: ['notifiers/shadow-covers-memmap', 'notifiers/shadow-before-touch', 'oops'],
    mistake: () => ({ kasan_add_zero_shadow: () => 0 }),
  },
  {
    id: 'notifiers/shadow-left',
    title: 'the KASAN shadow of the memmap pages is never unmapped',
    function: 'mm/memory_hotplug:mhp_deinit_memmap_on_memory',
    stack: 'david@v10',
    blame: ['restore/nothing-left'],
    mistake: () => ({ kasan_remove_zero_shadow: () => undefined }),
  },
  {
    id: 'notifiers/shadow-after-init',
    title: 'the KASAN shadow is mapped after the memmap pages were initialised',
    function: 'mm/memory_hotplug:mhp_init_memmap_on_memory',
    stack: 'david@v10',
    blame: ['notifiers/shadow-before-touch'],
    mistake: (_k, base) => {
      let owed: (() => unknown) | undefined;
      return {
        kasan_add_zero_shadow(pfn, nr_pages) {
          owed = () => call(base, 'kasan_add_zero_shadow', pfn, nr_pages);
          return 0;
        },
        mhp_init_memmap_on_memory(...args) {
          const ret = call(base, 'mhp_init_memmap_on_memory', ...args);
          return ret || owed?.();
        },
      };
    },
  },
  {
    id: 'notifiers/page-ext-left',
    title: 'page_ext does not free its tables when an onlining is cancelled',
    function: 'mm/page_ext:page_ext_callback',
    stack: 'oscar@v5',
    blame: ['restore/nothing-left'],
    mistake: (_k, base) => ({
      page_ext_callback: (event, arg) =>
        event === 'MEM_CANCEL_ONLINE' ? 0 : call(base, 'page_ext_callback', event, arg),
    }),
  },
  {
    id: 'notifiers/page-ext-short',
    title: 'page_ext allocates one section too few',
    function: 'mm/page_ext:page_ext_callback',
    stack: 'unpatched',
    blame: ['notifiers/page-ext-covers-data'],
    mistake: (k, base) => ({
      page_ext_callback(event, arg) {
        const ret = call(base, 'page_ext_callback', event, arg);
        const end = arg.start_pfn + arg.nr_pages;
        if (event === 'MEM_GOING_ONLINE') k.set_pages('page_ext', end - k.machine.pagesPerSection, end, false);
        return ret;
      },
    }),
  },
]);
