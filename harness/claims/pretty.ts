import { grid } from '../report/pretty/grid.ts';
import type { Paint } from '../report/pretty/paint.ts';
import { wrap } from '../report/pretty/wrap.ts';
import { loreLink } from './load.ts';
import type { DecidedClaim, DecidedDesign } from './types.ts';

export interface ClaimLayout {
  paint: Paint;
  columns: number;
}

/** A sign before the word, for the eye. */
export const signOf = (verdict: string): string =>
  verdict === 'confirmed' ? '✔' : verdict === 'refuted' ? '✖' : verdict.startsWith('confirmed for') ? '±' : verdict === 'judgement' ? '~' : '?';

/** `2 steps of zone-span/x`: where it shows. */
const shownBy = ({ fixtures }: DecidedClaim): string => fixtures.map(({ fixture, steps }) => `${fixture}${steps.length > 0 ? ` ${steps.join(',')}` : ''}`).join('\n');

function verdictText({ verdict, facts }: DecidedClaim): string {
  if (verdict === 'judgement') return `${signOf(verdict)} judgement, its facts ${facts.replace(/ for .*/, ' for some')}`;
  return `${signOf(verdict)} ${verdict}`;
}

/** How many came out how, one line. */
export function tally(decided: readonly DecidedClaim[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of decided) {
    const word = verdict.startsWith('confirmed for') ? 'confirmed for some designs' : verdict;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const order = ['confirmed', 'confirmed for some designs', 'refuted', 'judgement', 'undecidable', 'not reached'];
  const parts = order.filter((word) => counts.has(word)).map((word) => `${counts.get(word)} ${word}`);
  return `${decided.length} claims: ${parts.join(', ')}.`;
}

/** Where the thread was not right, and what it left open: the lines a reader came for. */
export function disagreements(decided: readonly DecidedClaim[]): string[] {
  const ids = (thread: (text: string) => boolean) => decided.filter((each) => thread(each.thread)).map(({ claim }) => claim.id);
  const line = (label: string, found: string[]) => (found.length === 0 ? [] : [`${label}: ${found.join(', ')}`]);
  return [
    ...line('The thread concluded otherwise', ids((text) => text === 'wrong')),
    ...line('The thread was right in part', ids((text) => text === 'partly right')),
    ...line('The thread left open', ids((text) => text.startsWith('left open'))),
  ];
}

/** The ledger as a table. */
export function prettyLedger(decided: readonly DecidedClaim[], { columns }: ClaimLayout): string {
  const widths = [3, 0, 26, 13, 34];
  widths[1] = Math.max(24, columns - widths.reduce((sum, width) => sum + width, 0) - 8);
  const rows = decided.map((each) => [each.claim.id, each.claim.claim, verdictText(each), each.thread, shownBy(each) || (each.reason ?? 'what the designs replace')]);
  const body = grid([['', 'claim', 'verdict', 'thread', 'shown by (fixture, steps)'], ...rows], { widths, ruled: true });
  return [body, '', tally(decided), ...disagreements(decided), '', 'claims L48 explains one, with its evidence.'].join('\n');
}

function designLines(each: DecidedDesign, { columns, paint }: ClaimLayout): string[] {
  const says = each.claimed ? 'said to hold' : 'said not to hold';
  const color = each.verdict === 'confirmed' ? paint.good : each.verdict === 'refuted' ? paint.bad : paint.warn;
  const lines = ['', color(`  ${signOf(each.verdict)} ${each.design}: ${each.verdict} (${says})`)];
  let fixture = '';
  for (const look of each.looks) {
    if (look.fixture !== fixture) lines.push(`      ${look.fixture}`);
    fixture = look.fixture;
    lines.push(wrap(`${look.holds ? 'yes' : 'no '}  ${look.what} = ${look.value}, asked: ${look.wanted}`, columns, 13, 8));
  }
  for (const why of new Set(each.missing)) lines.push(wrap(`?    ${why}`, columns, 13, 8));
  if (each.replay) lines.push(paint.dim(wrap(each.replay, columns, 10, 8)));
  return lines;
}

/** One claim with everything behind it. */
export function prettyClaim(decided: DecidedClaim, layout: ClaimLayout): string {
  const { claim, verdict, facts, thread, reason } = decided;
  const { paint, columns } = layout;
  const lines = [paint.bold(wrap(`${claim.id}: ${claim.claim}`, columns, 5)), ''];
  for (const { by, messageId, known } of claim.said) lines.push(`  ${by}${known === 'quoted' ? ' (known only as quoted)' : ''}  ${loreLink(messageId)}`);
  lines.push('', wrap(`  ${signOf(verdict)} ${verdict}${verdict === facts || verdict === 'undecidable' ? '' : `; its facts: ${facts}`}`, columns, 4));
  lines.push(wrap(`  The thread says it ${claim.thread.says === 'open' ? 'is open' : claim.thread.says}: ${claim.thread.how}. That is ${thread}.`, columns, 4));
  if (claim.note) lines.push(wrap(`  Note: ${claim.note}`, columns, 4));
  if (reason) lines.push(wrap(`  Not decided: ${reason}`, columns, 4));
  for (const each of decided.designs) lines.push(...designLines(each, layout));
  return lines.join('\n');
}
