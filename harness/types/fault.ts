/** What is wrong with a design: one cause, over all scenarios, steps and invariants in which it shows. */
import type { ConsequenceClass, Exposure, Need } from './result.ts';

/** One thing that was put in the place of another to see whether the fault goes away. */
export interface Exchange {
  /**
   * `below`: the body that the function had before the patch; `revision`: that of another revision of the same idea;
   * `mend`: a repair or a fix; `lock`: the same body run under mem_hotplug_lock; `absent`: nothing, where the patch
   * added the function.
   */
  kind: 'below' | 'revision' | 'mend' | 'lock' | 'absent';
  /** `mhp_deinit_memmap_on_memory as in david@v6.7`, `repair:zone-edge`, `memory_block_online under mem_hotplug_lock`. */
  name: string;
  functions: string[];
}

/** Where it first goes wrong, in the fault's own scenario. */
export interface FirstWrong {
  /** 0-based step of the scenario. */
  step: number;
  title: string;
  invariant: string;
  message: string;
  where: string;
  /** Who wrote it: functions from the entry point to the one that wrote, or stopped. */
  by: string[];
}

/** The shortest scenario that shows it: a fixture with what it does not take left out. */
export interface FaultScenario {
  /** The fixture it was cut from. */
  fixture: string;
  machine: string;
  /** Options of the machine that had to stay as they were, against a plain kernel. */
  config: Record<string, string | number | boolean>;
  /** In the order run. */
  steps: string[];
  /** The same as a fixture file, to be run and changed: its lines. */
  document: string[];
}

export interface FaultSeen {
  fixture: string;
  design: string;
  /** 0-based. */
  step: number;
  invariants: string[];
}

export interface FaultMend {
  /** A later revision (`david@v6.7`) or a mend (`repair:zone-edge`). */
  by: string;
  /** Functions whose exchange alone makes it go away. */
  functions: string[];
  commit?: string;
}

export interface Fault {
  /** `david/mhp_deinit_memmap_on_memory/zone-edge`: whose hunk, which function, and what about it. */
  id: string;
  /** One sentence, without a number of any page. */
  title: string;
  /** The same in the width of a table: at most 64 characters. */
  short?: string;
  /** The worst it comes to. */
  class: ConsequenceClass;
  /** What it takes for that. */
  exposure: Exposure;
  needs: Need[];
  /** Designs of the report that have it. */
  designs: string[];
  /** Whose patch the hunk is of: `david@v10`, `memmap-on-memory@v5`; the release for code of the base. */
  of: string;
  /** Kernel file and function. */
  hunk: { file: string; function: string };
  /** Function of the model; another one than the hunk's where that is ours, cut out of the kernel's. */
  function: string;
  /** What makes it go away; not there where nothing that was tried does. */
  exchange?: Exchange;
  scenario: FaultScenario;
  firstWrong: FirstWrong;
  /** Ids of fixtures, each once. */
  seenIn: string[];
  /** By design and step, what is wrong. */
  seen: FaultSeen[];
  /** Invariants, by how many fixtures show them. */
  invariants: Record<string, number>;
  evidence: {
    /** Of the functions behind it, those that a recording of a real kernel has confirmed, and the others. */
    checked: string[];
    unchecked: string[];
    /** Recordings of real kernels that show it. */
    recordings: string[];
  };
  /** Claims of the thread that the broken invariants bear on. */
  claims: string[];
  /** Those that say so, with who said it; absent where nobody did, or where the ledger was not asked. */
  saidBy?: { claim: string; by: string[] }[];
  mendedBy?: FaultMend[];
}
