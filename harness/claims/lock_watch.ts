/**
 * Follows the write journal for what is written without mem_hotplug_lock, and for what a reader could then hold: one
 * that takes the lock for reading gets in as soon as no writer has it, and stays until it is done.
 */
import { SECTION_IS_ONLINE } from '../kernel/include/mmzone.ts';
import type { Kernel } from '../kernel/link.ts';
import type { Write } from '../state/journal.ts';
import type { Observation } from '../types/observation.ts';

export interface LockWatch {
  /** What was counted since the last call. */
  take(): Observation;
}

const spanFields = new Set(['zone_start_pfn', 'spanned_pages', 'node_start_pfn', 'node_spanned_pages']);
const presentFields = new Set(['present_pages', 'node_present_pages']);
const none = () => ({ pages: 0, span: 0, present: 0, poisoned: 0, shadowless: 0 });

export function watchLocks(k: Kernel): LockWatch {
  let counts = none();
  /** Online bits as they were when the lock was last held, or the step began. */
  let visible = k.sections.clone();

  const poisoned = ({ start = 0, end = 0 }: Write): number => {
    const per = k.machine.pagesPerSection;
    return visible
      .runs(Math.floor(start / per), Math.ceil(end / per))
      .filter(([, , bits]) => bits & SECTION_IS_ONLINE)
      .reduce((sum, [from, to]) => sum + Math.min(end, to * per) - Math.max(start, from * per), 0);
  };

  k.journal.listeners.push((write) => {
    const { field, start = 0, end = 0, to } = write;
    if (field === 'memmap' && to === 'init' && k.machine.config.kasan)
      for (const [from, until, shadow] of k.maps.kasan_shadow.runs(start, end))
        if (shadow === 'none') counts.shadowless += until - from;
    if (write.locks.includes('mem_hotplug_lock')) {
      if (field === 'section') visible = k.sections.clone();
      return;
    }
    if (field === 'memmap') counts.pages += end - start;
    else if (spanFields.has(field)) counts.span++;
    else if (presentFields.has(field)) counts.present++;
    if (field === 'memmap' && to === 'poison') counts.poisoned += poisoned(write);
  });

  return {
    take() {
      const { pages, span, present, poisoned: lost, shadowless } = counts;
      counts = none();
      visible = k.sections.clone();
      return { unlocked: { pages, span, present }, race: { poisoned: lost }, shadowless: { pages: shadowless } };
    },
  };
}
