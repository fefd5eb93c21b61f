import { Complaint } from './problem.ts';
import { didYouMean } from './suggest.ts';

/** The claims of the thread's ledger, L01 to L70. */
export const claimIds: readonly string[] = Array.from({ length: 70 }, (_, i) => `L${String(i + 1).padStart(2, '0')}`);

/** Throws `unknown-claim` or `duplicate-id`, with the index in the path. */
export function checkClaims(claims: readonly string[]): void {
  for (const [i, claim] of claims.entries()) {
    if (claims.indexOf(claim) !== i)
      throw new Complaint('duplicate-id', `claim ${claim} is there twice`, 'keep one of the two', [i]);
    if (claimIds.includes(claim)) continue;
    const padded = claimIds.find((id) => id === `L${claim.replace(/\D/g, '').padStart(2, '0')}`);
    throw new Complaint(
      'unknown-claim',
      `no claim \`${claim}\``,
      padded ? `did you mean \`${padded}\`?` : didYouMean(claim, claimIds),
      [i],
    );
  }
}
