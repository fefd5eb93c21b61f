import { loreLink } from '../../claims/load.ts';
import { byInterest, countByVerdict } from '../../claims/order.ts';
import { command } from '../../text/command.ts';
import type { Paint } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { DecidedClaim, DecidedDesign } from '../../types/claim.ts';

export interface ClaimLayout {
  paint: Paint;
  columns: number;
}

/** A sign before the word, for the eye. */
export const signOf = (verdict: string): string =>
  verdict === 'confirmed'
    ? '✔'
    : verdict === 'refuted'
      ? '✖'
      : verdict.startsWith('confirmed for')
        ? '±'
        : verdict === 'judgement'
          ? '~'
          : '?';

/** `claims/life-of-a-block 2,3`: where it shows. */
const shownBy = ({ fixtures }: DecidedClaim): string =>
  fixtures.map(({ fixture, steps }) => `${fixture}${steps.length > 0 ? ` ${steps.join(',')}` : ''}`).join('; ');

function verdictText({ verdict, facts }: DecidedClaim): string {
  if (verdict === 'judgement')
    return `${signOf(verdict)} judgement, its facts ${facts.replace(/ for .*/, ' for some')}`;
  return `${signOf(verdict)} ${verdict}`;
}

/** How many came out how, one line. */
export function tally(decided: readonly DecidedClaim[]): string {
  const parts = Object.entries(countByVerdict(decided)).map(([word, count]) => `${count} ${word}`);
  return `${decided.length} claims: ${parts.join(', ')}.`;
}

/** Where the thread was not right, and what it left open: the lines a reader came for. */
export function disagreements(decided: readonly DecidedClaim[]): string[] {
  const ids = (thread: (text: string) => boolean) =>
    decided.filter((each) => thread(each.thread)).map(({ claim }) => claim.id);
  const line = (label: string, found: string[]) => (found.length === 0 ? [] : [`${label}: ${found.join(', ')}`]);
  return [
    ...line(
      'The thread concluded otherwise',
      ids((text) => text === 'wrong'),
    ),
    ...line(
      'The thread was right in part',
      ids((text) => text === 'partly right'),
    ),
    ...line(
      'The thread left open',
      ids((text) => text.startsWith('left open')),
    ),
  ];
}

/** `✔ oscar@v5, david@v10  ✖ michal@reserve`. */
function perDesign({ designs }: DecidedClaim): string {
  const groups = (['confirmed', 'refuted', 'not reached'] as const).map(
    (verdict) => [verdict, designs.filter((each) => each.verdict === verdict)] as const,
  );
  return groups
    .filter(([, found]) => found.length > 0)
    .map(
      ([verdict, found]) =>
        `${signOf(verdict)} ${found.map(({ design, claimed }) => (claimed ? design : `not ${design}`)).join(', ')}`,
    )
    .join('   ');
}

function entry(decided: DecidedClaim, { paint, columns }: ClaimLayout): string {
  const { claim, thread, reason } = decided;
  const line = (text: string) => wrap(text, columns, 7, 5);
  const text = verdictText(decided);
  const color = decided.verdict === 'confirmed' ? paint.good : decided.verdict === 'refuted' ? paint.bad : paint.warn;
  return [
    wrap(`${claim.id}  ${claim.claim}`, columns, 5),
    `     ${color(text)}; the thread ${thread.startsWith('left') || thread.startsWith('cannot') ? '' : 'was '}${thread}`,
    ...(decided.designs.length > 0 ? [line(perDesign(decided))] : []),
    ...(decided.fixtures.length > 0 ? [line(`shown by ${shownBy(decided)}`)] : []),
    ...(reason ? [line(`not decided: ${reason}`)] : []),
  ].join('\n');
}

/** The ledger: how many came out how, then every claim, what was refuted or concluded otherwise first. */
export function prettyLedger(decided: readonly DecidedClaim[], layout: ClaimLayout): string {
  const { paint, columns } = layout;
  const legend =
    '✔ what the claim says of the design is so   ✖ it is not   `not x`: the claim says it does not hold for x';
  const sums = [tally(decided), ...disagreements(decided)].map((text) => wrap(text, columns, 2));
  return [
    [...sums, paint.dim(wrap(legend, columns, 2))].join('\n'),
    ...byInterest(decided).flatMap(({ group, claims }) => [
      paint.bold(`${group} (${claims.length})`),
      ...claims.map((each) => entry(each, layout)),
    ]),
    `$ ${command('claims L48')}  explains one, with its evidence`,
  ].join('\n\n');
}

function designLines(each: DecidedDesign, { columns, paint }: ClaimLayout): string[] {
  const says = each.claimed ? 'said to hold' : 'said not to hold';
  const color = each.verdict === 'confirmed' ? paint.good : each.verdict === 'refuted' ? paint.bad : paint.warn;
  const lines = ['', color(`  ${signOf(each.verdict)} ${each.design}: ${each.verdict} (${says})`)];
  let fixture = '';
  for (const look of each.looks) {
    if (look.fixture !== fixture) lines.push(`      ${look.fixture}`);
    fixture = look.fixture;
    lines.push(
      wrap(`${look.holds ? 'yes' : 'no '}  ${look.what} = ${look.value}, asked: ${look.wanted}`, columns, 13, 8),
    );
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
  for (const { by, messageId, known } of claim.said)
    lines.push(`  ${by}${known === 'quoted' ? ' (known only as quoted)' : ''}  ${loreLink(messageId)}`);
  lines.push(
    '',
    wrap(
      `  ${signOf(verdict)} ${verdict}${verdict === facts || verdict === 'undecidable' ? '' : `; its facts: ${facts}`}`,
      columns,
      4,
    ),
  );
  lines.push(
    wrap(
      `  The thread says it ${claim.thread.says === 'open' ? 'is open' : claim.thread.says}: ${claim.thread.how}. That is ${thread}.`,
      columns,
      4,
    ),
  );
  lines.push(wrap(`  Would refute it: ${claim.wouldRefute}.`, columns, 4));
  if (claim.note) lines.push(wrap(`  Note: ${claim.note}`, columns, 4));
  if (reason) lines.push(wrap(`  Not decided: ${reason}`, columns, 4));
  for (const each of decided.designs) lines.push(...designLines(each, layout));
  return lines.join('\n');
}
