import type { BlockRef, NotifierEvent, OnlineState, TakenBy, WrittenFile } from '../../types/scenario.ts';
import type { GuestConfig } from './guest_config.ts';

/** What can be told to walk over memory in a guest. kmemleak needs a kernel with CONFIG_DEBUG_KMEMLEAK. */
export const liveWalkers = ['kmemleak', 'kpageflags', 'compaction'] as const;
export type LiveWalker = (typeof liveWalkers)[number];

/** One thing done to a guest. Blocks may be named by DIMM; the recorder finds the number. */
export type LiveOp =
  /** `at` in bytes above where the first DIMM lands; QEMU's choice if not given. */
  | { op: 'add'; dimm: string; bytes: number; node?: number; at?: number; dirty?: boolean }
  | { op: OnlineState; block: BlockRef; inFlight?: boolean }
  | { op: 'remove'; dimm: string }
  | { op: 'inject'; action: NotifierEvent; errno: string }
  | { op: 'write'; file: WrittenFile; block?: BlockRef; value: string }
  /** `number` in MiB, of `vmsplice` and `uring` in pages. */
  | { op: 'hold'; name: string; kind: TakenBy; number: number }
  | { op: 'drop'; name: string }
  | { op: 'walk'; walker: LiveWalker }
  /** The next memory block device fails to be created: for kernels that were built with a switch for it. */
  | { op: 'fail'; errno: string }
  /** The next offline gets SIGTERM when it has not ended by itself. */
  | { op: 'signal' }
  | { op: 'memory_failure' | 'soft_offline'; block: BlockRef; page: number };

export interface LiveStep {
  title: string;
  ops: LiveOp[];
}

/** What a recorder does to a kernel: a fixture, in words that the guest's driver knows. */
export interface LiveScenario {
  name: string;
  /** Without the value of memmap_on_memory: for a kernel without that parameter all of a fixture's are the same. */
  family: string;
  /** As a command line names it: a fixture by id or name, or a file. */
  named: string;
  about: string;
  guest: GuestConfig;
  steps: LiveStep[];
}
