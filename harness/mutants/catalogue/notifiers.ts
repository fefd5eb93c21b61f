/** Events that are not sent, or say another range, and what subscribers make of them. */
import type { MemEvent } from '../../kernel/include/memory.ts';
import { answers, changed, leftOut, offsetInBlock, together } from '../change.ts';
import type { Entries, Entry } from '../entry.ts';

const sender = (event: MemEvent): string =>
  event.includes('ONLINE') ? 'mm/memory_hotplug/online:online_pages' : 'mm/memory_hotplug/offline:offline_pages';

const notSent = (design: string, event: MemEvent): Entry => ({
  title: `${event} is not sent`,
  at: `${design} ${sender(event)}`,
  blame: 'notifiers/balance',
  change: leftOut('memory_notify', (_k, sent) => sent === event, 0),
});

const ofTheBlock = (event: MemEvent): Entry => ({
  title: `${event} tells the whole block, the other events its data pages`,
  at: `david@v10 ${sender(event)}`,
  blame: 'notifiers/balance',
  change: changed('memory_notify', (k, real) => (sent, arg) => {
    const memmap = offsetInBlock(k, arg.start_pfn);
    const whole = { ...arg, start_pfn: arg.start_pfn - memmap, nr_pages: arg.nr_pages + memmap };
    return real(sent, sent === event ? whole : arg);
  }),
});

export default {
  'notifiers/mem-cancel-online-not-sent': notSent('david@v10', 'MEM_CANCEL_ONLINE'),
  'notifiers/mem-online-not-sent': notSent('oscar@v5', 'MEM_ONLINE'),
  'notifiers/mem-cancel-offline-not-sent': notSent('oscar@v5', 'MEM_CANCEL_OFFLINE'),
  'notifiers/mem-offline-not-sent': notSent('david@v10', 'MEM_OFFLINE'),
  'notifiers/mem-going-offline-not-sent': notSent('unpatched', 'MEM_GOING_OFFLINE'),
  'notifiers/mem-going-online-of-the-block': ofTheBlock('MEM_GOING_ONLINE'),
  'notifiers/mem-offline-of-the-block': ofTheBlock('MEM_OFFLINE'),
  'notifiers/shadow-missing': {
    title: 'no KASAN shadow is mapped for the memmap pages',
    at: 'david@v10 mm/memory_hotplug:mhp_init_memmap_on_memory',
    blame: 'notifiers/shadow-covers-memmap notifiers/shadow-before-touch oops',
    change: answers('kasan_add_zero_shadow', 0),
  },
  'notifiers/shadow-left': {
    title: 'the KASAN shadow of the memmap pages is never unmapped',
    at: 'david@v10 mm/memory_hotplug:mhp_deinit_memmap_on_memory',
    blame: 'restore/nothing-left',
    change: leftOut('kasan_remove_zero_shadow'),
  },
  'notifiers/shadow-after-init': {
    title: 'the KASAN shadow is mapped after the memmap pages were initialised',
    at: 'david@v10 mm/memory_hotplug:mhp_init_memmap_on_memory',
    blame: 'notifiers/shadow-before-touch',
    change: (k, base) => {
      let owed: (() => unknown) | undefined;
      return together(
        changed('kasan_add_zero_shadow', (_k, real) => (pfn, nr_pages) => {
          owed = () => real(pfn, nr_pages);
          return 0;
        }),
        changed(
          'mhp_init_memmap_on_memory',
          (_k, real) =>
            (...args) =>
              real(...args) || owed?.(),
        ),
      )(k, base);
    },
  },
  'notifiers/page-ext-left': {
    title: 'page_ext does not free its tables when an onlining is cancelled',
    at: 'oscar@v5 mm/page_ext:page_ext_callback',
    blame: 'restore/nothing-left',
    change: leftOut('page_ext_callback', (_k, event) => event === 'MEM_CANCEL_ONLINE', 0),
  },
  'notifiers/page-ext-short': {
    title: 'page_ext allocates one section too few',
    at: 'unpatched mm/page_ext:page_ext_callback',
    blame: 'notifiers/page-ext-covers-data',
    change: changed('page_ext_callback', (k, real) => (event, arg) => {
      const ret = real(event, arg);
      const end = arg.start_pfn + arg.nr_pages;
      if (event === 'MEM_GOING_ONLINE') k.set_pages('page_ext', end - k.machine.pagesPerSection, end, false);
      return ret;
    }),
  },
} satisfies Entries;
