/** A wrong model: a right one with one function changed, by choice (mistakes.ts) or by rule (rules.ts). */
import type { LinkPatch } from '../kernel/link.ts';
import type { ModelChange } from './change.ts';

export interface Mutant {
  /** `online/sections-not-marked`, or `mm/sparse:online_mem_sections left-out`. */
  id: string;
  /** What is changed, in words. */
  title: string;
  /** The changed function: `mm/memory_hotplug/zone_span:resize_zone_range`. */
  function: string;
  change: ModelChange;
  /** Why nothing can tell it, where that is known: the change makes no difference, or none that can be seen. */
  survives?: string;
}

/** What to link over a model, to make it the wrong one; several mutants are several patches. */
export const patchOf = ({ id, change }: Mutant): LinkPatch => ({
  id,
  // A design's functions have signatures of their own, which the table does not know.
  define: change as unknown as LinkPatch['define'],
});
