import type { Mutant } from './mutant.ts';

/** One mistake as the catalogue writes it down. */
export interface Entry extends Pick<Mutant, 'title' | 'change' | 'survives'> {
  /** The design, and the function in which it is mistaken: `david@v10 mm/sparse:online_mem_sections`. */
  at: string;
  /** What names it for what it is: invariants, `oops`, `stuck`, `expectation`, with blanks between. */
  blame: string;
}

/** By id. */
export type Entries = Record<string, Entry>;
