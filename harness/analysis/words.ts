import type { Provenance } from '../types/report.ts';
import {
  type ConsequenceClass,
  consequenceClasses,
  injectedNeeds,
  type Need,
  optionsIn,
  type Verdict,
} from '../types/result.ts';
import type { Family } from './families.ts';
import type { ReportFinding } from './findings.ts';
import type { LeftOut, Sensitivity } from './sensitivity.ts';
import type { Standing } from './standing.ts';

/** A sign and a word per verdict: the sign for the eye, the word for whoever does not see it. */
export const verdictWords: Record<Verdict, { glyph: string; word: string; short: string }> = {
  ok: { glyph: '✔', word: 'ok', short: 'ok' },
  violates: { glyph: '✖', word: 'violates', short: 'vio' },
  rejected: { glyph: '✖', word: 'rejected', short: 'rej' },
  'unexpected-success': { glyph: '✖', word: 'succeeds', short: 'suc' },
  oops: { glyph: '✖', word: 'oops', short: 'ops' },
  stuck: { glyph: '✖', word: 'stuck', short: 'stk' },
  timeout: { glyph: '?', word: 'timeout', short: 'tmo' },
  error: { glyph: '?', word: 'error', short: 'err' },
  'not run': { glyph: '-', word: 'not run', short: 'n/r' },
};

/** Short forms for the cells of a matrix; everywhere else the class is written out. */
export const classWords: Record<ConsequenceClass, { word: string; short: string }> = {
  crash: { word: 'crash', short: 'CRSH' },
  'data loss': { word: 'data loss', short: 'LOSS' },
  'garbage visible': { word: 'garbage', short: 'GARB' },
  'wrong number to user space': { word: 'wrong number', short: 'WRNG' },
  'slow path': { word: 'slow path', short: 'SLOW' },
  hygiene: { word: 'hygiene', short: 'HYGN' },
};

/** Said of a design whose code is not literally what was posted. */
export const provenanceWords: Record<Provenance, string> = {
  release: 'reference',
  posted: 'posted',
  repaired: 'repaired',
  reconstructed: 'reconstructed',
  observed: 'observed',
};

export const legend =
  '° the verdict rests on model functions that no recording of a real kernel confirms; explain FIXTURE names them';

/** `only with DEBUG_VM`, `only after an injected failure`; empty where nothing is needed. */
export function needsText(needs: readonly Need[]): string {
  const options = optionsIn(needs);
  const words = [
    ...(needs.includes('rare machine') ? ['on a machine that few have'] : []),
    ...(options.length > 0 ? [`with ${options.join(' and ')}`] : []),
    ...(needs.includes('failure') ? ['after an injected failure'] : []),
    ...(needs.includes('direct call') ? ['by a direct call that no code in the tree makes'] : []),
  ];
  return words.length === 0 ? '' : `only ${words.join(' ')}`;
}

/** `step 2 online_movable d0: present 40000 exceeds spanned 32768`. */
export const stepText = (step: number, title: string, message: string): string =>
  `step ${step + 1} ${title}: ${message}`;

/** `crash (only with DEBUG_VM)`, or how a run ended that came to no class. */
export function consequenceText(finding: Pick<ReportFinding, 'class' | 'verdict' | 'needs'>): string {
  const only = needsText(finding.needs);
  return `${finding.class ?? finding.verdict}${only === '' ? '' : ` (${only})`}`;
}

/**
 * `5 only with DEBUG_VM, 3 only after an injected failure`, of the fixtures of one class. A failure that shows with a debug
 * option alone counts with the failures, and so does a direct call with the direct calls.
 */
function onlyText({ only }: Standing, name: ConsequenceClass): string {
  const own = only.filter((each) => each.class === name);
  const debug = own.filter(
    ({ needs }) => optionsIn(needs).length > 0 && !needs.some((need) => injectedNeeds.includes(need)),
  );
  const rare = own.filter(({ needs }) => needs.every((need) => need === 'rare machine'));
  const injected = own.filter(({ needs }) => needs.includes('failure'));
  const called = own.filter(({ needs }) => needs.includes('direct call') && !needs.includes('failure'));
  const count = (of: Standing['only']): number => of.reduce((sum, { fixtures }) => sum + fixtures, 0);
  const options = debug.length === 1 ? needsText(debug[0]!.needs) : 'only with a debug option';
  return [
    ...(rare.length > 0 ? [`${count(rare)} ${needsText(['rare machine'])}`] : []),
    ...(debug.length > 0 ? [`${count(debug)} ${options}`] : []),
    ...(injected.length > 0 ? [`${count(injected)} ${needsText(['failure'])}`] : []),
    ...(called.length > 0 ? [`${count(called)} ${needsText(['direct call'])}`] : []),
  ].join(', ');
}

/** `3 crash (2 only with DEBUG_VM), 2 wrong number to user space; nothing wrong in 9 of 12`. */
export function standingText(standing: Standing): string {
  const wrong = consequenceClasses.filter((name) => standing.byClass[name] > 0);
  const counts = wrong.map((name) => {
    const only = onlyText(standing, name);
    return `${standing.byClass[name]} ${name}${only === '' ? '' : ` (${only})`}`;
  });
  if (standing.inconclusive > 0) counts.unshift(`${standing.inconclusive} without an answer`);
  const good = `nothing wrong in ${standing.good} of ${standing.total}`;
  return counts.length === 0 ? good : `${counts.join(', ')}; ${good}`;
}

/** `best reading of michal's idea: michal@pfn-block-fixed (repaired, best of 8): 2 crash; nothing wrong in 9 of 12`, and like with like. */
export function familyText({ family, best, provenance, designs, asGood, mended, repaired }: Family): string {
  const of = designs.length > 1 ? `, best of ${designs.length}` : '';
  const reading = `${best.design} (${provenanceWords[provenance]}${of})`;
  return [
    `best reading of ${family}'s idea: ${reading}: ${standingText(best)}${equalText(asGood)}`,
    ...(mended ? [mendedText(mended, best)] : []),
    ...(repaired
      ? [`with its own mistakes repaired too, ${repaired.best.design}: ${standingText(repaired.best)}`]
      : []),
  ].join('; ');
}

const equalText = (asGood: readonly string[]): string => (asGood.length > 0 ? `; as good: ${asGood.join(', ')}` : '');

function mendedText({ best, asGood, mends }: NonNullable<Family['mended']>, plain: Standing): string {
  const shared = `with the mends of shared code (${mends.join(', ')})`;
  if (best.design === plain.design) return `it is that ${shared} too`;
  return `${shared}, ${best.design}: ${standingText(best)}${equalText(asGood)}`;
}

/** How many faults (or invariants) decide the ranking, then each with what the order is without it. */
export function sensitivityLines({ of, broken, decisive, order }: Sensitivity): [text: string, ...leftOut: string[]] {
  const now = orderText(order);
  const all = `${broken} ${of === 'faults' ? 'faults' : 'invariants that are broken'}`;
  const text =
    decisive.length === 0
      ? `No single one of the ${all} decides the order: ${now}`
      : `Of the ${all}, leaving out one of these ${decisive.length} changes the order ${now}:`;
  return [text, ...decisive.map(leftOutText)];
}

/** `without span/node-span: oscar@v5 > david@v10 = michal@reserve`. */
function leftOutText({ leftOut, order, changesFirst }: LeftOut): string {
  return `without ${leftOut}: ${orderText(order)}${changesFirst ? ' (another comes first)' : ''}`;
}

const orderText = (order: readonly string[][]): string => order.map((place) => place.join(' = ')).join(' > ');
