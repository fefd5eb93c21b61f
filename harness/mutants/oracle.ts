/** What is asked of whom: a wrong design, who may tell it, and what they said. */
import type { Watched } from './rules.ts';

/** In this order: the fixtures and what they expect; all that is found wrong in walks; all that differs in walks. */
export const oracles = ['corpus', 'explore', 'prove'] as const;
export type Oracle = (typeof oracles)[number];

/** A mutant in words that can be sent to a thread. */
export type Planted =
  | { made: 'choice'; id: string }
  /** One of those made of a function that runs in a design. */
  | { made: 'rule'; id: string; stack: string; of: Watched };

/** How one oracle tells it. */
export interface Kill {
  by: Oracle;
  /** An invariant, `oops`, `stuck`, `expectation`, a kind of difference; `error` where the model itself gives up. */
  what: string;
  /** The fixture, or where it was walked. */
  on: string;
  /** Of a walk, from boot on. */
  steps?: string[];
}

export interface OracleVerdict {
  id: string;
  made: Planted['made'];
  title: string;
  /** Place of the changed function. */
  function: string;
  /** The right design. */
  stack: string;
  /** `equivalent`: to the bound, or because it is known why nobody can tell. */
  status: 'killed' | 'survived' | 'equivalent';
  /** In the order of the oracles; of each, where it tells first. */
  kills: Kill[];
  /** Of one that is not killed: why, or to what bound. */
  why?: string;
}
