import { withoutLock } from '../state/counters.ts';
import { ratioWord } from '../text/ratio_word.ts';
import type { OperationWork } from './work.ts';

const lockWork = 'work under mem_hotplug_lock';

/**
 * Work that belongs under mem_hotplug_lock, wherever it is done: what a design does without the lock is not saved. Empty
 * where the reference does none.
 */
export function lockWorkText(reference: string, work: readonly OperationWork[], designs: readonly string[]): string {
  const sumOf = (counter: string) => (id: string) =>
    work.reduce((sum, { byDesign }) => sum + (byDesign[id]?.[counter] ?? 0), 0);
  const [under, without] = [sumOf(lockWork), sumOf(withoutLock)];
  const belongs = (id: string): number => under(id) + without(id);
  if (belongs(reference) === 0) return '';
  const words = designs.map((id) => {
    const word = ratioWord(belongs(id), belongs(reference));
    const share = without(id) / belongs(id);
    const where = share > 0 ? `, ${(share * 100).toPrecision(2)}% of it without the lock` : '';
    return `${id} ${word === 'same' ? 'as much' : word}${where}`;
  });
  return `Work that belongs under mem_hotplug_lock against ${reference}: ${words.join('; ')}.`;
}
