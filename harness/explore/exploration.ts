/** What is told of walks: how far they came, what goes wrong on them, and whose fault that is. */
import type { ConsequenceClass, Exposure } from '../types/result.ts';
import type { Fixture, Machine } from '../types/scenario.ts';
import type { Finding } from './findings.ts';

/** One walk. */
export interface Walked {
  design: string;
  machine: string;
  states: number;
  transitions: number;
  complete: boolean;
  /** Why it is not complete. */
  cut?: string;
}

/** Something that goes wrong, where it takes fewest moves. */
export interface ExploreFinding extends Omit<Finding, 'path'> {
  designs: string[];
  machine: string;
  /** All on which it shows. */
  machines: string[];
  /** Titles of the moves, from boot on; it shows in the last one. */
  steps: string[];
  /** The command that shows it again. */
  replay: string;
  /** Id of the fault that it belongs to. */
  fault?: string;
}

/** The findings of one cause. */
export interface ExploredFault {
  id: string;
  title: string;
  class: ConsequenceClass;
  exposure: Exposure;
  designs: string[];
  hunk: { file: string; function: string };
  /** Whether the corpus shows it too; not there where the design was not compared by the corpus. */
  known?: boolean;
  /** Of the known one, where it is called otherwise. */
  knownAs?: string;
  mendedBy: string[];
  machine: string;
  steps: string[];
  replay: string;
}

export interface Exploration {
  base: string;
  alphabet: string;
  blocks: number;
  without: readonly string[];
  designs: readonly string[];
  machines: readonly string[];
  walked: Walked[];
  states: number;
  transitions: number;
  complete: boolean;
  findings: ExploreFinding[];
  /** Worst first. */
  faults: ExploredFault[];
}

/** A finding with what runs it again. */
export interface Shown extends ExploreFinding {
  fixture: Fixture;
}

/** The command that runs a sequence again, step by step. */
export function replayCommand(walk: string, design: string, base: string): string {
  const on = base === 'linux@5.12' ? '' : ` --base ${base}`;
  return `npx mhp-compare explain '${walk}' --design ${design}${on}`;
}

export type MachinesById = ReadonlyMap<string, Machine>;
