/** The ledger: every claim with its verdict, and what stands behind it. */

import { replayOf } from '../run/run.ts';
import { command } from '../text/command.ts';
import type { Case, Claim, DecidedClaim, DecidedDesign, DesignVerdict } from '../types/claim.ts';
import { type Deciding, decide } from './decide.ts';
import { stackOfDesign } from './runs.ts';
import { splitVariant } from './variants.ts';

function decideFor(claim: Claim, design: string, claimed: boolean, { check }: Case, how: Deciding): DecidedDesign {
  const { holds, looks, missing } = decide(check, design, how);
  const verdict: DesignVerdict = holds === undefined ? 'not reached' : holds === claimed ? 'confirmed' : 'refuted';
  const shown =
    looks.find(({ fixture, holds: one }) => fixture !== '' && one === holds) ??
    looks.find(({ fixture }) => fixture !== '');
  // explain knows no variants; the claim itself shows them again.
  const again = splitVariant(design).variant ? command(`claims ${claim.id}`) : undefined;
  const replay = shown ? (again ?? replayOf(shown.fixture, stackOfDesign(design, how.base))) : undefined;
  return { design, claimed, verdict, looks, missing, replay };
}

/** A design that several cases speak of: all of them have to come true. */
function merged(all: readonly DecidedDesign[]): DecidedDesign[] {
  const byDesign = new Map<string, DecidedDesign>();
  for (const each of all) {
    const known = byDesign.get(each.design);
    if (!known) byDesign.set(each.design, each);
    else {
      const verdicts = [known.verdict, each.verdict];
      const verdict = verdicts.includes('refuted')
        ? 'refuted'
        : verdicts.includes('not reached')
          ? 'not reached'
          : 'confirmed';
      const decisive = each.verdict === 'refuted' && known.verdict !== 'refuted' ? each : known;
      byDesign.set(each.design, {
        ...known,
        verdict,
        looks: [...known.looks, ...each.looks],
        missing: [...known.missing, ...each.missing],
        replay: decisive.replay,
      });
    }
  }
  return [...byDesign.values()];
}

function overall(designs: readonly DecidedDesign[]): string {
  const having = (verdict: DesignVerdict) =>
    designs.filter((each) => each.verdict === verdict).map(({ design }) => design);
  const [confirmed, refuted] = [having('confirmed'), having('refuted')];
  if (confirmed.length + refuted.length === 0) return 'not reached';
  if (refuted.length === 0) return 'confirmed';
  return confirmed.length === 0 ? 'refuted' : `confirmed for ${confirmed.join(', ')}`;
}

/** Whether the thread concluded what the runs show. */
function threadWas({ kind, thread }: Claim, facts: string): string {
  if (kind === 'undecidable' || facts === 'not reached') return 'cannot be said';
  if (thread.says === 'open') return `left open; the runs say ${facts.startsWith('confirmed for') ? 'both' : facts}`;
  if (facts.startsWith('confirmed for')) return 'partly right';
  return (facts === 'confirmed') === (thread.says === 'holds') ? 'right' : 'wrong';
}

function fixturesOf(designs: readonly DecidedDesign[]): DecidedClaim['fixtures'] {
  const steps = new Map<string, Set<number>>();
  for (const { fixture, step } of designs.flatMap(({ looks }) => looks))
    if (fixture !== '') steps.set(fixture, (steps.get(fixture) ?? new Set()).add(step));
  return [...steps].map(([fixture, seen]) => ({
    fixture,
    steps: [...seen].filter((step) => step > 0).sort((a, b) => a - b),
  }));
}

/** One claim over the designs it speaks of. Never throws for what a design does. */
export function decideClaim(claim: Claim, how: Deciding): DecidedClaim {
  const designs = merged(
    claim.cases.flatMap((each) => [
      ...each.for.map((design) => decideFor(claim, design, true, each, how)),
      ...each.butNot.map((design) => decideFor(claim, design, false, each, how)),
    ]),
  );
  const facts = claim.cases.length === 0 ? 'undecided' : overall(designs);
  const missing = [
    ...new Set(designs.filter(({ verdict }) => verdict === 'not reached').flatMap((each) => each.missing)),
  ];
  const verdict =
    claim.kind === 'undecidable'
      ? 'undecidable'
      : claim.kind === 'judgement' && facts !== 'not reached'
        ? 'judgement'
        : facts;
  const reason = [claim.reason, ...(facts === 'not reached' ? missing : [])]
    .filter((text) => text !== undefined)
    .join('; ');
  return {
    claim,
    verdict,
    facts,
    designs,
    fixtures: fixturesOf(designs),
    thread: threadWas(claim, facts),
    reason: reason === '' ? undefined : reason,
  };
}

export const decideAll = (claims: readonly Claim[], how: Deciding): DecidedClaim[] =>
  claims.map((claim) => decideClaim(claim, how));
