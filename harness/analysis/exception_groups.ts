import { retText } from '../text/ret_text.ts';
import type { FeatureOffException, Report } from '../types/report.ts';

/** The same difference, caused by the same functions, whatever designs and fixtures show it. */
export interface ExceptionGroup {
  designs: string[];
  /** Each with the step, as `veto/pinned step 3`. */
  fixtures: string[];
  /** `returns -EINVAL, not 0`. */
  difference: string;
  /** Kernel functions replaced by the designs that ran, as `mm/memory_hotplug/add:addRangeAndBlocks`. */
  hunk: string[];
}

/** Feature-off exceptions, those alike told once; the commonest first. */
export function exceptionGroups(report: Report): ExceptionGroup[] {
  const groups = new Map<string, ExceptionGroup>();
  for (const exception of report.featureOff.exceptions) {
    // What a design adds can only be reached through what it replaces.
    const hunk = exception.replaced.filter((name) => !name.startsWith('added:'));
    const difference = differenceText(exception);
    const key = JSON.stringify([difference, hunk]);
    const group = groups.get(key) ?? { designs: [], fixtures: [], difference, hunk };
    groups.set(key, group);
    const place = `${exception.fixture} step ${exception.step + 1}`;
    if (!group.designs.includes(exception.design)) group.designs.push(exception.design);
    if (!group.fixtures.includes(place)) group.fixtures.push(place);
  }
  return [...groups.values()].sort((a, b) => b.fixtures.length - a.fixtures.length);
}

function differenceText({ what, value, reference }: FeatureOffException): string {
  if (what.startsWith('ret ')) return `returns ${retText(value)}, not ${retText(reference)}`;
  return `${what} is ${value ?? 'none'}, not ${reference ?? 'none'}`;
}
