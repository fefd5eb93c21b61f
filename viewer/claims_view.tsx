import type { PageData } from '../harness/render/html/page_types.ts';
import type { ReportClaim } from '../harness/types/report.ts';
import type { Here } from './address.ts';
import type { ViewProps } from './app.tsx';
import { lore } from './words.ts';

/** A sign beside the word: confirmed, refuted, in part, left to the reader, not decided. */
const signs: [start: string, sign: string, look: string][] = [
  ['confirmed for', '◐', 'c-slow-path'],
  ['confirmed', '✔', 'c-ok'],
  ['refuted', '✖', 'c-crash'],
  ['judgement', '⚖', 'c-slow-path'],
];

export function ClaimsView({ data, here }: ViewProps) {
  return (
    <>
      <h1>Claims of the thread</h1>
      {data.claims.length === 0 && (
        <p class="note">
          This report carries no ledger of claims; <code>npx mhp-compare claims</code> decides them.
        </p>
      )}
      {data.claims.length > 0 && <p class="lead">{tally(data.claims)}.</p>}
      {data.claims.map((claim) => (
        <Claim key={claim.id} claim={claim} here={here} data={data} />
      ))}
    </>
  );
}

/** `50 confirmed, 9 refuted`. */
function tally(claims: readonly ReportClaim[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of claims) {
    const word = verdict.startsWith('confirmed for') ? 'confirmed for some designs' : verdict;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([verdict, number]) => `${number} ${verdict}`).join(', ');
}

export function Claim({ claim, here, data }: { claim: ReportClaim; here: Here; data: PageData }) {
  const [, sign, look] = signs.find(([start]) => claim.verdict.startsWith(start)) ?? ['', '?', 'c-unknown'];
  const known = new Set(data.fixtures.map(({ id }) => id));
  return (
    <article class={`finding ${look}`}>
      <h2>
        <span aria-hidden="true">{sign} </span>
        {claim.id}: {claim.verdict}
      </h2>
      <p>{claim.claim}</p>
      <p class="note">
        {claim.said.map(({ by, messageId }, at) => (
          <span key={messageId}>
            {at > 0 && ', '}
            {by} in <a href={lore(messageId)}>{messageId}</a>
          </span>
        ))}
        . The thread: {claim.thread}.
        {claim.facts !== '' && claim.facts !== claim.verdict && ` The facts in it: ${claim.facts}.`}
        {claim.reason !== undefined && ` To know: ${claim.reason}.`}
      </p>
      {claim.looks.length > 0 && (
        <details>
          <summary>evidence: {claim.looks.length} looks at runs</summary>
          <ul>
            {claim.looks.map((look) => (
              <li key={`${look.design} ${look.fixture} ${look.step} ${look.what} ${look.wanted}`}>
                {look.holds ? '✔' : '✖'} {look.design}{' '}
                {known.has(look.fixture) ? (
                  <a
                    href={here.link({
                      view: 'fixture',
                      fixture: look.fixture,
                      step: Math.max(0, look.step - 1),
                      design: look.design,
                    })}
                  >
                    {look.fixture}
                  </a>
                ) : (
                  look.fixture
                )}{' '}
                {look.what} is {look.value}, the claim wants {look.wanted}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
