import type { Growth } from '../cost/growth.ts';
import { growthGroups } from '../cost/growth_lines.ts';
import { visibleIn } from '../text/visible.ts';
import type { DecidedClaim } from '../types/claim.ts';
import type { ReportClaim, ReportGrowth } from '../types/report.ts';

/** Decided claims as a report holds them: the looks of the designs that it compares. */
export function reportClaims(
  decided: readonly DecidedClaim[],
  designs: readonly string[],
  link: (messageId: string) => string,
): ReportClaim[] {
  return visibleIn(
    decided.map(({ claim, verdict, facts, designs: each, fixtures, thread, reason }) => ({
      id: claim.id,
      verdict,
      byDesign: Object.fromEntries(each.map((one) => [one.design, one.verdict])),
      fixtures: fixtures.map(({ fixture }) => fixture),
      ...(reason === undefined ? {} : { reason }),
      claim: claim.claim,
      facts,
      said: claim.said.map(({ by, messageId }) => ({ by, messageId, link: link(messageId) })),
      thread,
      looks: each.flatMap(({ design, looks }) =>
        designs.includes(design)
          ? looks.map(({ fixture, step, what, value, wanted, holds }) => {
              return { design, fixture, step, what, value, wanted, holds };
            })
          : [],
      ),
    })),
  );
}

/** The laws that a plot is worth: those of counters whose growth the designs disagree on. */
export function reportGrowth(growth: readonly Growth[]): ReportGrowth[] {
  const keyOf = ({ operation, counter, variable }: { operation: string; counter: string; variable: string }): string =>
    `${operation}\n${counter}\n${variable}`;
  const wanted = new Set(growthGroups(growth, false).map(keyOf));
  return growth
    .filter((one) => wanted.has(keyOf(one)))
    .map(({ operation, counter, design, variable, exponent, r2, from, to }) => {
      return { operation, counter, design, variable, exponent, r2, from, to };
    });
}
