import { loreLink } from '../../claims/load.ts';
import { byInterest } from '../../claims/order.ts';
import type { DecidedClaim } from '../../types/claim.ts';
import { disagreements, signOf, tally } from './pretty.ts';

/** Text that Markdown leaves alone inside a table cell. */
const cell = (text: string): string => text.replace(/[\\|<>*_`~[\]]/g, (sign) => `\\${sign}`).replace(/\s+/g, ' ');

function row({ claim, verdict, designs, fixtures, thread, reason }: DecidedClaim): string {
  const [first] = claim.said;
  const who = first
    ? `[${cell(first.by)}](${loreLink(first.messageId)})${first.known === 'quoted' ? ', quoted' : ''}`
    : '';
  const per = designs.map(({ design, verdict: one }) => `${signOf(one)} ${cell(design)}`).join('<br>');
  const shown =
    fixtures.map(({ fixture, steps }) => `${cell(fixture)} ${steps.join(', ')}`.trim()).join('<br>') ||
    cell(reason ?? 'what the designs replace');
  return `| ${claim.id} | ${cell(claim.claim)} | ${who} | ${cell(verdict)} | ${per} | ${cell(thread)} | ${shown} |`;
}

/** The ledger, or a part of it, as a Markdown table. */
export function markdownLedger(decided: readonly DecidedClaim[]): string {
  const head = ['| | claim | who | verdict | by design | the thread was | shown by |', '|---|---|---|---|---|---|---|'];
  return [
    '# The thread’s claims',
    '',
    tally(decided),
    '',
    ...disagreements(decided).map((line) => `* ${line}`),
    '',
    ...byInterest(decided).flatMap(({ group, claims }) => [`## ${group}`, '', ...head, ...claims.map(row), '']),
  ]
    .join('\n')
    .trimEnd();
}
