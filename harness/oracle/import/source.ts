import type { NotifierEvent } from '../../types/scenario.ts';
import { RecordingError } from '../recording.ts';

/** The layout of a recording as the reference driver writes it; only what is used, and nothing relied upon. */
export interface DriverRecording {
  scenario?: string;
  about?: string;
  kernel?: string;
  kernel_dir?: string;
  design?: string;
  cmdline?: string;
  accel?: string;
  block_size?: number;
  pages_per_section?: number;
  pageblock_pages?: number;
  struct_page_bytes?: number;
  params?: Record<string, string>;
  guest?: Record<string, unknown>;
  /** Debian package and version. */
  package?: string;
  /** What the guest was found to be configured with. */
  config?: { debug_vm: boolean; kasan?: boolean; page_ext?: boolean; memory_failure: boolean; hibernation: boolean };
  /** Where the first DIMM landed; 0 or left out where none ever did. */
  first_hot_pfn?: number | null;
  /** Fields of an observation that the kernel or the recorder does not show, each with why. */
  unseen?: Record<string, string>;
  steps: SourceStep[];
}

export interface SourceStep {
  step?: string;
  note?: string;
  ops?: SourceOp[];
  result?: unknown;
  /** The observation was taken while the last operation was in flight, after this event. */
  during?: NotifierEvent;
  after?: After;
  /** The guest went away in it, or did not come back. */
  died?: 'oops' | 'stuck';
  /** Of a step that the kernel did not survive: the last that its console showed. */
  console?: string[];
}

export interface SourceOp {
  op: string;
  [key: string]: unknown;
}

/** [first, nr, flag names]; a string is `EOF pfn r=0`: the walk ended there. */
export type KpageflagsRow = [number, number, string] | string;
/** [pfn, nr, low flag bits, node, zone number, refcount, mapcount]. */
export type StructPageRow = number[];
export interface PagesSummary {
  flags: number | string;
  node?: number;
  zone?: number;
  runs: number;
  pages: number;
  first: number;
  end: number;
}

export interface After {
  mhpx?: Mhpx;
  raw?: Raw;
  iomem_ram?: string[];
  auto_online?: string;
  n_has_memory?: string;
  n_has_normal?: string;
  n_online?: string;
  /** Nodes that may get memory, as sysfs lists them: `0-1`. */
  n_possible?: string;
  blocks?: Record<string, { state?: string; valid_zones?: string; node?: string }>;
  kpageflags?: KpageflagsRow[];
  kpageflags_summary?: PagesSummary[];
  dmesg?: string[];
  /** Exit status of the walk over /proc/kpageflags; 137 when it was killed. */
  kpf_rc?: number | null;
}

export type Numbers = Record<string, number | string>;

export interface Raw {
  zones?: Numbers[];
  nodes?: Numbers[];
  max_pfn?: number;
  struct_pages?: StructPageRow[];
  struct_pages_summary?: PagesSummary[];
  pageblock_migratetype?: [number, number, string][];
  sections?: [number, string][];
  memory_blocks?: SourceBlock[] | undefined;
}

export interface SourceBlock {
  block: number;
  online_type?: number;
  zone?: number | string;
  nr_vmemmap_pages?: number;
  altmap?: { free?: number } | null;
  group?: string | { present_kernel_pages?: number; present_movable_pages?: number };
}

/** What the kernels with the designs built in print about themselves. */
export interface Mhpx {
  nodes?: Numbers[];
  zones?: Numbers[];
  zone512?: Record<string, string>;
  runs?: [number, number, Record<string, number>][];
  saveable?: Numbers[];
  lookups?: number[];
}

/** Reads the text of a recording. Throws RecordingError when it is not one. */
export function parseSource(text: string, file: string): DriverRecording {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RecordingError(
      `${file}: not JSON: ${(error as Error).message}`,
      'record --import reads what a driver recorded',
    );
  }
  const source = value as DriverRecording | null;
  if (typeof source !== 'object' || source === null || !Array.isArray(source.steps) || source.steps.length === 0) {
    throw new RecordingError(
      `${file}: not a recording: it has no "steps"`,
      'expected the layout of the reference driver',
    );
  }
  return source;
}

/** The number under a name, which a file must have. */
export function needNumber(source: DriverRecording, name: keyof DriverRecording, file: string): number {
  const value = source[name];
  if (typeof value === 'number') return value;
  throw new RecordingError(`${file}: "${name}" is missing or no number`);
}
