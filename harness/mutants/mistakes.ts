/** Designs that are right but for one line, by choice. The harness is judged by how many of them it tells. */
import counters from './catalogue/counters.ts';
import memmap from './catalogue/memmap.ts';
import nodes from './catalogue/nodes.ts';
import notifiers from './catalogue/notifiers.ts';
import offline from './catalogue/offline.ts';
import online from './catalogue/online.ts';
import spans from './catalogue/spans.ts';
import zones from './catalogue/zones.ts';
import type { Entries } from './entry.ts';
import type { Mutant } from './mutant.ts';

export interface Mistake extends Mutant {
  /** The design it is made in, on linux@5.12 unless a release is named: `david@v10`. */
  design: string;
  /** Invariants, or `oops`, `stuck`, `expectation`, that name the mistake for what it is; others may fail too. */
  blame: string[];
}

const catalogue: Entries = {
  ...counters,
  ...spans,
  ...online,
  ...offline,
  ...nodes,
  ...notifiers,
  ...memmap,
  ...zones,
};

/** The whole catalogue. */
export const mistakes: readonly Mistake[] = Object.entries(catalogue).map(([id, { at, blame, ...entry }]) => {
  const [design, changed] = at.split(' ') as [string, string];
  return { id, design, function: changed, blame: blame.split(' '), ...entry };
});

/** `linux@5.12+david@v10`. */
export const stackIdOf = ({ design }: Mistake): string =>
  design.startsWith('linux@') ? design : `linux@5.12+${design}`;
