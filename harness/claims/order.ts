/** Claims in the order in which somebody wants to read them: what surprises first. */

interface Decided {
  verdict: string;
  /** What the thread was: right, wrong, partly right, left open, or why it cannot be said. */
  thread: string;
}

export const claimGroups = [
  'Refuted, or the thread concluded otherwise',
  'True in part, or left open by the thread',
  'A judgement, not reached or not to be decided',
  'Confirmed',
] as const;
export type ClaimGroup = (typeof claimGroups)[number];

export function claimGroupOf({ verdict, thread }: Decided): ClaimGroup {
  if (verdict === 'refuted' || thread === 'wrong') return claimGroups[0];
  if (verdict.startsWith('confirmed for') || thread === 'partly right') return claimGroups[1];
  if (verdict === 'confirmed') return thread.startsWith('left open') ? claimGroups[1] : claimGroups[3];
  return claimGroups[2];
}

/** Groups without a claim are left out; within one the order stays. */
export const byInterest = <T extends Decided>(claims: readonly T[]): { group: ClaimGroup; claims: T[] }[] =>
  claimGroups
    .map((group) => ({ group, claims: claims.filter((claim) => claimGroupOf(claim) === group) }))
    .filter((each) => each.claims.length > 0);

/** How many came out how. */
export function countByVerdict(claims: readonly Pick<Decided, 'verdict'>[]): Record<string, number> {
  const words = claims.map(({ verdict }) =>
    verdict.startsWith('confirmed for') ? 'confirmed for some designs' : verdict,
  );
  const order = ['refuted', 'confirmed for some designs', 'judgement', 'not reached', 'undecidable', 'confirmed'];
  const counts = order.map((word) => [word, words.filter((each) => each === word).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
