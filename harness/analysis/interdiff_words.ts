import type { Interdiff } from '../claims/interdiff.ts';
import { exposureWord } from './fault_words.ts';
import type { InterdiffFault, InterdiffFaults } from './interdiff_faults.ts';
import { isWorse } from './interdiff_faults.ts';
import { classLegend, exposureLegend } from './legend.ts';

/** All that changed from one design to another. */
export type WholeInterdiff = Interdiff & { faults: InterdiffFaults };

export const interdiffParts = [
  ['mended', 'Mended'],
  ['new', 'New'],
  ['kept', 'Kept'],
] as const;

/** As many hunks of one mend are named as somebody reads. */
const few = 3;

/** `8 faults mended, 4 new, 2 kept (2 inherited)`. */
export function faultsSummary({ mended, new: fresh, kept }: InterdiffFaults): string {
  const inherited = kept.filter((each) => each.inherited).length;
  const faults = mended.length === 1 ? 'fault' : 'faults';
  const of = inherited === 0 ? '' : ` (${inherited} inherited)`;
  return `${mended.length || 'no'} ${faults} mended, ${fresh.length || 'none'} new, ${kept.length || 'none'} kept${of}`;
}

/** `Of 240 scenarios 150 come out better, 4 worse, 19 otherwise; 67 cannot be told apart`. */
export function behaviourSummary({ same, fixtures: { compared, alike }, better, worse }: Interdiff): string {
  if (same) return `${alike} of ${compared} scenarios cannot be told apart; no claim and no counted cost differs`;
  const other = compared - alike - better - worse;
  return `Of ${compared} scenarios ${better} come out better, ${worse} worse, ${other} otherwise; ${alike} cannot be told apart`;
}

/** `crash, with DEBUG_VM`. */
export const comesText = ({ class: name, needs }: Pick<InterdiffFault, 'class' | 'needs'>): string =>
  `${name}, ${exposureWord(needs)}`;

/** What is to be said of a fault beside its title: by which hunks, whose it is, what it came to. Empty where nothing is. */
export function factText(fault: InterdiffFault): string {
  const { by, inherited, of, was } = fault;
  const hunks = (by ?? []).slice(0, few).map((name) => `${name}()`);
  const rest = (by?.length ?? 0) - hunks.length;
  return [
    ...(by === undefined
      ? []
      : [hunks.length > 0 ? `by ${hunks.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}` : 'it no longer comes up']),
    ...(inherited ? [`inherited from ${of}`] : []),
    ...(was ? [`${isWorse(fault) ? 'worse' : 'milder'}: was ${comesText(was)}`] : []),
  ].join('; ');
}

/** The words of the lists, explained. */
export function interdiffLegend({ mended, new: fresh, kept }: InterdiffFaults): string {
  const all = [...mended, ...fresh, ...kept];
  if (all.length === 0) return '';
  return `${classLegend(all.map((each) => each.class))}. ${exposureLegend(all.map(({ needs }) => exposureWord(needs)))}.`;
}
