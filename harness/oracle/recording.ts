import type { Observation } from '../types/observation.ts';
import type { PageRun } from '../types/page_run.ts';
import type { Action, Machine, NotifierEvent, PagesOf } from '../types/scenario.ts';

/** What a real kernel was seen to do: one scenario on one machine, an observation after every step. */
export interface Recording {
  /** `cloud61/basic_mom1`: folder and file name below fixtures/recordings. */
  id: string;
  /** The file it was read from, or made from. */
  file: string;
  scenario: string;
  about: string;
  /** The stack that claims to be this kernel: `linux@6.1`, `linux@6.1+oscar@v5`. */
  as: string;
  kernel: RecordedKernel;
  machine: Machine;
  sees: Sees;
  /** The first is the boot, without actions. */
  steps: RecordedStep[];
}

export interface RecordedKernel {
  /** Folder name: `cloud61`, `built-S`. */
  name: string;
  /** `uname -r`. */
  release: string;
  /** Package and version, where known. */
  package?: string;
  /** How a kernel with several designs built in was told which one to be: the word of its command line. */
  design?: string;
  cmdline: string;
  /** How QEMU was started, as words of its command line. */
  qemu: string;
  /** `memory_hotplug` module parameters after boot. */
  parameters: Record<string, string>;
}

/** The limits of what this recording could see; the model's observation is cut to them before it is compared. */
export interface Sees {
  /** Section flags the recorder could read. */
  sectionFlags: string[];
  /** False where the recorder does not list a zone without pages, whatever else the zone holds. */
  emptyZones: boolean;
  /** Boot blocks that an action named; of all other boot blocks nothing is compared. */
  bootBlocks: number[];
}

export interface RecordedStep {
  title: string;
  note?: string;
  actions: Action[];
  /**
   * Pages the guest's own kernel held while this step ran: an input that no model can predict. What follows from it is
   * given, not compared.
   */
  busy: PagesOf[];
  /** The range whose pages the recorder listed; absent before the first DIMM. In pfns. */
  hot?: PageRun;
  /** Pageblocks of online kernel-zone blocks whose migratetype the guest's own allocations changed; not compared. */
  ownPageblocks: PageRun[];
  /** The observation was taken while the last action was in flight, after this event; absent: after the step. */
  during?: NotifierEvent;
  /** A field that is absent was not observable after this step; one without entries was, and held nothing. */
  observation: Observation;
  /** True when the guest's walk over /proc/kpageflags hit a kernel BUG and was killed: the pages are not known then. */
  walkDied: boolean;
  /** Where a kernel BUG was printed, its first line. */
  bug?: string;
  /** In the file, 1-based; 0 when it was not read from a file. */
  line: number;
}

/** Input that cannot be read: what, where and how to mend it. */
export class RecordingError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'RecordingError';
    this.hint = hint;
  }
}
