import { retText } from '../text/ret_text.ts';
import type { FeatureOffException } from '../types/report.ts';
import { groupedBy, type IndexedReport } from './report_index.ts';

/** The maintainer's first question: is the kernel as it was when memmap_on_memory is off? */
export interface FeatureOffAnswer {
  /** The answer in one line, without a full stop. */
  text: string;
  /** Nothing differs. */
  holds: boolean;
  /** The same with who differs, in a sentence. */
  brief: string;
  groups: ExceptionGroup[];
}

/** The same difference, caused by the same functions, whatever designs and fixtures show it. */
export interface ExceptionGroup {
  designs: string[];
  /** Each with the step, as `veto/pinned step 3`. */
  fixtures: string[];
  /** `returns -EINVAL, not 0`. */
  difference: string;
  /** Kernel functions replaced by the designs that ran, as `mm/memory_hotplug/add:addRangeAndBlocks`. */
  hunk: string[];
  /** `oscar@v5, david@v10: returns -EINVAL, not 0, in failed-add/one step 1 (hunk: mm/memory_hotplug/add:...)`. */
  text: string;
}

export function featureOffOf({ featureOff, header }: IndexedReport): FeatureOffAnswer {
  const { compared, different, exceptions } = featureOff;
  const { reference } = header;
  const runs = `${compared} runs with memmap_on_memory=off`;
  const answer =
    compared === 0
      ? `nothing to compare with, ${reference} is the only design`
      : different === 0
        ? `every design equals ${reference} in every observation and counter (${runs})`
        : `${different} of ${runs} differ from ${reference}`;
  const groups = groupsOf(exceptions);
  const text = `Feature off: ${answer}`;
  return { text, brief: briefText(text, groups), holds: different === 0, groups };
}

/** `..., oscar@v5 in 1 fixture, david@v10 in 3.`, in the order of the groups. */
function briefText(text: string, groups: readonly ExceptionGroup[]): string {
  const fixturesOf = (design: string): Set<string> =>
    new Set(groups.flatMap((group) => (group.designs.includes(design) ? group.fixtures.map(withoutStep) : [])));
  const told = [...new Set(groups.flatMap(({ designs }) => designs))].map((design, at) => {
    const { size } = fixturesOf(design);
    return `${design} in ${size}${at > 0 ? '' : size === 1 ? ' fixture' : ' fixtures'}`;
  });
  return `${[text, ...told].join(', ')}.`;
}

const withoutStep = (place: string): string => place.replace(/ step \d+$/, '');

/** Those alike told once; the commonest first. */
function groupsOf(exceptions: readonly FeatureOffException[]): ExceptionGroup[] {
  const alike = groupedBy(exceptions, (one) => JSON.stringify([differenceText(one), hunkOf(one)]));
  return [...alike.values()]
    .map((group) => {
      const designs = [...new Set(group.map(({ design }) => design))];
      const fixtures = [...new Set(group.map(({ fixture, step }) => `${fixture} step ${step + 1}`))];
      const [difference, hunk] = [differenceText(group[0]!), hunkOf(group[0]!)];
      const more = fixtures.length > 3 ? ` and ${fixtures.length - 3} more` : '';
      const functions = hunk.length > 0 ? hunk.join(', ') : 'no replaced function ran';
      const where = `${fixtures.slice(0, 3).join(', ')}${more}`;
      return {
        designs,
        fixtures,
        difference,
        hunk,
        text: `${designs.join(', ')}: ${difference}, in ${where} (hunk: ${functions})`,
      };
    })
    .sort((a, b) => b.fixtures.length - a.fixtures.length);
}

/** What a design adds can only be reached through what it replaces. */
const hunkOf = ({ replaced }: FeatureOffException): string[] => replaced.filter((name) => !name.startsWith('added:'));

function differenceText({ what, value, reference }: FeatureOffException): string {
  if (what.startsWith('ret ')) return `returns ${retText(value)}, not ${retText(reference)}`;
  return `${what} is ${value ?? 'none'}, not ${reference ?? 'none'}`;
}
