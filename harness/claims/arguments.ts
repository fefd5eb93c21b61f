/** Who in the thread argued about a scenario. */

import type { Fixture } from '../types/scenario.ts';
import { leavesOf, loadClaims, loreLink } from './load.ts';

export interface Argument {
  claim: string;
  text: string;
  said: { by: string; messageId: string; known: 'read' | 'quoted'; link: string }[];
  /** Whether the claim is decided by this scenario, or only borne on by it. */
  decidedHere: boolean;
}

/** Claims that the scenario names, and those that are decided by it. */
export function argumentsAbout(fixture: Pick<Fixture, 'id' | 'claims'>): Argument[] {
  return loadClaims().claims.flatMap(({ id, claim, said, cases }) => {
    const decidedHere = cases.some(({ check }) => leavesOf(check).some((leaf) => leaf.fixture === fixture.id));
    if (!decidedHere && !fixture.claims.includes(id)) return [];
    return [
      {
        claim: id,
        text: claim,
        decidedHere,
        said: said.map(({ by, messageId, known }) => ({ by, messageId, known, link: loreLink(messageId) })),
      },
    ];
  });
}
