import type { Provenance, Report } from '../types/report.ts';
import { type ConsequenceClass, consequenceClasses, injectedNeeds, type Need, type Verdict } from '../types/result.ts';
import type { ExceptionGroup } from './exception_groups.ts';
import type { Family } from './families.ts';
import type { Finding } from './findings.ts';
import type { MatrixRow } from './matrix.ts';
import type { Standing } from './ranking.ts';
import type { LeftOut, Sensitivity } from './sensitivity.ts';

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
};

export const legend =
  '° the verdict rests on model functions that no recording of a real kernel confirms; explain FIXTURE names them';

/** `only with DEBUG_VM`, `only after an injected failure`; empty where nothing is needed. */
export function needsText(needs: readonly Need[]): string {
  const options = needs.filter((need) => !injectedNeeds.includes(need));
  const words = [
    ...(options.length > 0 ? [`with ${options.join(' and ')}`] : []),
    ...(needs.includes('failure') ? ['after an injected failure'] : []),
    ...(needs.includes('direct call') ? ['by a direct call that no code in the tree makes'] : []),
  ];
  return words.length === 0 ? '' : `only ${words.join(' ')}`;
}

/** `crash (only with DEBUG_VM)`, or how a run ended that came to no class. */
export function consequenceText(finding: Pick<Finding, 'class' | 'verdict' | 'needs'>): string {
  const only = needsText(finding.needs);
  return `${finding.class ?? finding.verdict}${only === '' ? '' : ` (${only})`}`;
}

/**
 * `5 only with DEBUG_VM, 3 only after an injected failure`, of the fixtures of one class. A failure that shows with a debug
 * option alone counts with the failures, and so does a direct call with the direct calls.
 */
export function onlyText({ only }: Standing, name: ConsequenceClass): string {
  const own = only.filter((each) => each.class === name);
  const debug = own.filter(({ needs }) => !needs.some((need) => injectedNeeds.includes(need)));
  const injected = own.filter(({ needs }) => needs.includes('failure'));
  const called = own.filter(({ needs }) => needs.includes('direct call') && !needs.includes('failure'));
  const count = (of: Standing['only']): number => of.reduce((sum, { fixtures }) => sum + fixtures, 0);
  const options = debug.length === 1 ? needsText(debug[0]!.needs) : 'only with a debug option';
  return [
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

/** The maintainer's first question, answered in one line. */
export function featureOffText(report: Report): string {
  const { compared, different } = report.featureOff;
  const { reference } = report.header;
  if (compared === 0) return `Feature off: nothing to compare with, ${reference} is the only design`;
  const runs = `${compared} runs with memmap_on_memory=off`;
  if (different === 0)
    return `Feature off: every design equals ${reference} in every observation and counter (${runs})`;
  return `Feature off: ${different} of ${runs} differ from ${reference}`;
}

/** `oscar@v5, david@v10: returns -EINVAL, not 0, in failed-add/one step 1 (hunk: mm/memory_hotplug/add:...)`. */
export function exceptionText({ designs, fixtures, difference, hunk }: ExceptionGroup): string {
  const shown = fixtures.slice(0, 3).join(', ');
  const more = fixtures.length > 3 ? ` and ${fixtures.length - 3} more` : '';
  const functions = hunk.length > 0 ? hunk.join(', ') : 'no replaced function ran';
  return `${designs.join(', ')}: ${difference}, in ${shown}${more} (hunk: ${functions})`;
}

/** What the rows left out of a matrix have in common; empty when none is. */
export function alikeText(rows: readonly MatrixRow[]): string {
  const alike = rows.filter((row) => !row.differs);
  if (alike.length === 0) return '';
  const which = alike.length === rows.length ? `all ${alike.length} fixtures` : `${alike.length} more`;
  const bad = alike.filter((row) => row.cells.some((cell) => cell.verdict !== 'ok')).length;
  const verdicts = bad === 0 ? 'all ok' : `${alike.length - bad} ok, ${bad} not`;
  const apart = alike.filter((row) => row.observablyDiffers).length;
  const seen = apart === 0 ? 'nothing observed differs either' : `on ${apart} of them something observed differs`;
  return `On ${which} every design gets the same verdict (${verdicts}); ${seen}. --all shows them.`;
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

/** Says how many invariants decide the ranking. */
export function sensitivityText({ broken, decisive, order }: Sensitivity): string {
  const now = orderText(order);
  if (decisive.length === 0)
    return `No single one of the ${broken} invariants that are broken decides the order: ${now}`;
  return `Of the ${broken} invariants that are broken, leaving out one of these ${decisive.length} changes the order ${now}:`;
}

/** `without span/node-span: oscar@v5 > david@v10 = michal@reserve`. */
export function leftOutText({ invariant, order, changesFirst }: LeftOut): string {
  return `without ${invariant}: ${orderText(order)}${changesFirst ? ' (another comes first)' : ''}`;
}

const orderText = (order: readonly string[][]): string => order.map((place) => place.join(' = ')).join(' > ');
