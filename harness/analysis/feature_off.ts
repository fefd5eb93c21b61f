import { retText } from '../text/ret_text.ts';
import type { FeatureOffException } from '../types/report.ts';
import { focusOf } from './focus.ts';
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
  const focus = focusOf(header);
  const others = exceptions.filter(({ design }) => !focus.includes(design));
  const own = focus.flatMap((id) => causesOf(exceptions.filter(({ design }) => design === id)));
  const groups = [...own, ...groupsOf(others)];
  const text = `Feature off: ${answer}`;
  return { text, brief: briefText(text, groups, focus), holds: different === 0, groups };
}

/** `..., oscar@v5 in 1 fixture, david@v10 in 3.`, in the order of the groups; of a design from a file also what causes it. */
function briefText(text: string, groups: readonly ExceptionGroup[], focus: readonly string[]): string {
  const causeText = (design: string): string => {
    if (!focus.includes(design)) return '';
    const of = groups.filter(({ designs }) => designs.includes(design)).map(({ hunk }) => hunkText(hunk));
    return ` (${of.slice(0, 2).join('; ')}${of.length > 2 ? `; ${of.length - 2} more causes` : ''})`;
  };
  const fixturesOf = (design: string): Set<string> =>
    new Set(groups.flatMap((group) => (group.designs.includes(design) ? group.fixtures.map(withoutStep) : [])));
  const told = [...new Set(groups.flatMap(({ designs }) => designs))].map((design, at) => {
    const { size } = fixturesOf(design);
    return `${design} in ${size}${at > 0 ? '' : size === 1 ? ' fixture' : ' fixtures'}${causeText(design)}`;
  });
  return `${[text, ...told].join(', ')}.`;
}

const withoutStep = (place: string): string => place.replace(/ step \d+$/, '');

/**
 * Of one design what has one cause, told once: the replaced function that ran in most of what differs, then in most of the
 * rest. What ran in all of them is the hunk.
 */
function causesOf(exceptions: readonly FeatureOffException[]): ExceptionGroup[] {
  const causes: ExceptionGroup[] = [];
  let left = [...exceptions];
  while (left.length > 0) {
    const counts = groupedBy(left.flatMap(hunkOf), (name) => name);
    const [most] = [...counts].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
    const its = left.filter((one) => most === undefined || hunkOf(one).includes(most));
    left = left.filter((one) => !its.includes(one));
    const differences = [...groupedBy(its, differenceText)].sort(([, a], [, b]) => b.length - a.length);
    const difference = differences[0]![0];
    const hunk = hunkOf(its[0]!).filter((name) => its.every((one) => hunkOf(one).includes(name)));
    const fixtures = [...new Set(differences.flatMap(([, of]) => of).map(placeText))];
    const rest = differences.length - 1;
    const others = rest > 0 ? `, and ${rest} other consequence${rest > 1 ? 's' : ''}` : '';
    const text = `${its[0]!.design}: ${difference}${others}, ${fewText(fixtures)} (hunk: ${hunkText(hunk)})`;
    causes.push({ designs: [its[0]!.design], fixtures, difference, hunk, text });
  }
  return causes;
}

/** Those alike told once; the commonest first. */
function groupsOf(exceptions: readonly FeatureOffException[]): ExceptionGroup[] {
  const alike = groupedBy(exceptions, (one) => JSON.stringify([differenceText(one), hunkOf(one)]));
  return [...alike.values()]
    .map((group) => {
      const designs = [...new Set(group.map(({ design }) => design))];
      const fixtures = [...new Set(group.map(placeText))];
      const [difference, hunk] = [differenceText(group[0]!), hunkOf(group[0]!)];
      return {
        designs,
        fixtures,
        difference,
        hunk,
        text: `${designs.join(', ')}: ${difference}, ${fewText(fixtures)} (hunk: ${hunkText(hunk)})`,
      };
    })
    .sort((a, b) => b.fixtures.length - a.fixtures.length);
}

const placeText = ({ fixture, step }: FeatureOffException): string => `${fixture} step ${step + 1}`;

const fewText = (fixtures: readonly string[]): string =>
  `in ${fixtures.slice(0, 3).join(', ')}${fixtures.length > 3 ? ` and ${fixtures.length - 3} more` : ''}`;

const hunkText = (hunk: readonly string[]): string => (hunk.length > 0 ? hunk.join(', ') : 'no replaced function ran');

/** What a design adds can only be reached through what it replaces. */
const hunkOf = ({ replaced }: FeatureOffException): string[] => replaced.filter((name) => !name.startsWith('added:'));

function differenceText({ what, value, reference }: FeatureOffException): string {
  if (what.startsWith('ret ')) return `returns ${retText(value)}, not ${retText(reference)}`;
  return `${what} is ${value ?? 'none'}, not ${reference ?? 'none'}`;
}
