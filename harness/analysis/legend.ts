/** The words that every reader meets, explained where they stand: only those that are used. */
import type { Provenance } from '../types/report.ts';
import { type ConsequenceClass, consequenceClasses } from '../types/result.ts';
import { provenanceWords } from './words.ts';

export const classMeanings: Record<ConsequenceClass, string> = {
  crash: 'the kernel stops, hangs or writes over memory in use',
  'data loss': 'what memory held is lost',
  'garbage visible': 'somebody reads struct pages that nobody wrote',
  'wrong number to user space': 'a file below /proc or /sys says what is not so',
  'slow path': 'right, but slower',
  hygiene: 'left wrong, and nobody trips over it yet',
};

/** By the word that stands beside a fault. */
export const exposureMeanings = {
  plain: 'on any kernel, with nothing made to fail',
  'rare machine': 'on any kernel, on a machine that few have',
  'with OPTION, debug options': 'seen only on a kernel built with them',
  'after a failure': 'only when something is made to fail, such as an allocation',
  'direct call': 'only by a call that no code in the tree makes',
} as const;

/** The same where there is a line for all of them. */
const exposureBriefs: Record<keyof typeof exposureMeanings, string> = {
  plain: 'plain: any kernel',
  'rare machine': 'rare: few have such a machine',
  'with OPTION, debug options': 'options: debug kernels',
  'after a failure': 'a failure: injected',
  'direct call': 'direct call: by no code in the tree',
};

export const provenanceMeanings: Record<Provenance, string> = {
  posted: 'as in the mail, mistakes included',
  repaired: 'what a posted design meant',
  reconstructed: 'argued in words, never posted as code',
  release: 'the kernel without the patch',
  observed: 'a real kernel that ran: what cannot be seen of it is not judged, its work not counted',
};

export const evidenceMeaning =
  'a model function is confirmed where it ran in recordings of real kernels and no value differed';

/** `crash: the kernel stops ...; hygiene: ...`, the worst first. */
export const classLegend = (used: Iterable<ConsequenceClass>): string => {
  const all = new Set(used);
  return consequenceClasses
    .filter((name) => all.has(name))
    .map((name) => `${name}: ${classMeanings[name]}`)
    .join('; ');
};

/** `takes`: the words that stand beside faults, as exposureWord gives them. */
export const exposureLegend = (takes: Iterable<string>): string =>
  explained(takes)
    .map((word) => `${word}: ${exposureMeanings[word]}`)
    .join('; ');

export const exposureBrief = (takes: Iterable<string>): string =>
  explained(takes)
    .map((word) => exposureBriefs[word])
    .join('; ');

function explained(takes: Iterable<string>): (keyof typeof exposureMeanings)[] {
  const all = new Set([...takes].map((word) => (word in exposureMeanings ? word : 'with OPTION, debug options')));
  return (Object.keys(exposureMeanings) as (keyof typeof exposureMeanings)[]).filter((word) => all.has(word));
}

/** `posted: as in the mail, mistakes included; reference: the kernel without the patch`. */
export const provenanceLegend = (used: Iterable<Provenance>): string => {
  const all = new Set(used);
  return (Object.keys(provenanceMeanings) as Provenance[])
    .filter((name) => all.has(name))
    .map((name) => `${provenanceWords[name]}: ${provenanceMeanings[name]}`)
    .join('; ');
};
