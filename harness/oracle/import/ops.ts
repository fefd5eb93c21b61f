import { type FailureName, failureNames } from '../../types/failures.ts';
import {
  type Action,
  type BlockRef,
  type NotifierEvent,
  type PagesOf,
  type PageUse,
  type Walker,
  type WrittenFile,
  writtenFiles,
} from '../../types/scenario.ts';
import { RecordingError } from '../recording.ts';
import type { SourceOp } from './source.ts';

/** What reading an operation needs to know of the machine. */
export interface OpContext {
  pagesPerBlock: number;
  /** True of kernels before v5.13: pages pinned for long stay in ZONE_MOVABLE, and cannot be moved any more. */
  longtermPinsStay?: boolean;
  /** File, step and title, for errors. */
  where: string;
}

type Reader = (op: SourceOp, context: OpContext) => Action[];

const onlining: Reader = (op, context) =>
  blocksOf(op, context).map((block) => ({
    op: op.op as 'online' | 'online_kernel' | 'online_movable' | 'offline',
    block,
  }));

const failing: Reader = (op, context) => {
  const kind = /soft/.test(op.op) || op['soft'] === true ? 'soft_offline' : 'memory_failure';
  return pagesNamed(op, context).map((page) => ({ op: kind, page }));
};

const occupying: Reader = (op, context) => {
  const kind = String(op['kind'] ?? op['what'] ?? op['use'] ?? op.op);
  const use = kind === 'uring' && context.longtermPinsStay === true ? 'pinned' : uses[kind];
  if (use === undefined) throw new RecordingError(`${context.where}: what "${kind}" does to its pages is not known`);
  return pagesHeld(op, context).map((pages) => ({ op: 'occupy', pages, use }));
};

const releasing: Reader = (op, context) => pagesHeld(op, context).map((pages) => ({ op: 'release', pages }));

/** How the driver's helper holds pages, and what of that offlining cares about (real-kernels: pins in ZONE_MOVABLE). */
const uses: Record<string, PageUse> = {
  anon: 'movable',
  thp: 'movable',
  mlock: 'movable',
  uring: 'movable',
  movable: 'movable',
  vmsplice: 'pinned',
  pin: 'pinned',
  pinned: 'pinned',
  kernel: 'kernel',
  slab: 'kernel',
  hugetlb: 'hugetlb',
};

const readers: Record<string, Reader> = {
  add: (op, context) => [addition(op, context)],
  online: onlining,
  online_kernel: onlining,
  online_movable: onlining,
  offline: onlining,
  remove_memory: (op, context) => [removal(op, context)],
  remove: (op, context) => [{ op: 'remove', dimm: dimmOf(op, context) }],
  inject: (op, context) => [
    {
      op: 'inject',
      action: text(op, ['action', 'event'], context) as NotifierEvent,
      errno: Math.abs(number(op, ['errno', 'error'], context)),
    },
  ],
  write: (op, context) => [write(op, context)],
  sysfs: (op, context) => [write(op, context)],
  state: (op, context) => [write({ file: 'state', ...op }, context)],
  // A look changes nothing.
  cat: () => [],
  read: () => [],
  look: () => [],
  hog: occupying,
  occupy: occupying,
  pin: occupying,
  unhog: releasing,
  kill: releasing,
  release: releasing,
  signal: () => [{ op: 'signal' }],
  walk: (op, context) => [{ op: 'walk', walker: text(op, ['walker'], context) as Walker }],
  hwpoison: failing,
  memory_failure: failing,
  soft_offline: failing,
  hibernate: () => [{ op: 'hibernate' }],
  resume: () => [{ op: 'resume' }],
  fail: (op, context) => [
    {
      op: 'fail',
      function: failureOf(text(op, ['function'], context), context),
      errno: Math.abs(number(op, ['errno'], context)),
      times: Number(op['times'] ?? 1),
    },
  ],
};

function failureOf(name: string, { where }: OpContext): FailureName {
  const known = failureNames.find((each) => each === name);
  if (known !== undefined) return known;
  throw new RecordingError(
    `${where}: nothing can fail in ${JSON.stringify(name)}`,
    `known: ${failureNames.join(', ')}`,
  );
}

/** The actions of one operation. Throws RecordingError, naming step and operation, when it is not known. */
export function readOp(op: SourceOp, context: OpContext): Action[] {
  const reader = Object.hasOwn(readers, op.op) ? readers[op.op] : undefined;
  if (reader !== undefined) return reader(op, context);
  throw new RecordingError(
    `${context.where}: unknown operation ${JSON.stringify(op)}`,
    `known operations: ${Object.keys(readers).join(', ')}; leave out the rest of the recording from this step on`,
  );
}

/** The DIMM's name as a step can have it. */
function dimmOf(op: SourceOp, context: OpContext): string {
  const name = text(op, ['dimm', 'id', 'name'], context).replace(/\W/g, '_');
  return /^[a-z]/.test(name) ? name : `d_${name}`;
}

function addition(op: SourceOp, context: OpContext): Action {
  const action: Action = {
    op: 'add',
    dimm: dimmOf(op, context),
    pages: number(op, ['bytes', 'size'], context) / 4096,
    node: Number(op['node'] ?? 0),
  };
  const addr = op['addr'];
  if (typeof addr === 'number') action.at = addr / 4096;
  return action;
}

/** remove_memory() of whole blocks: of one, unless `pages` or `bytes` say of how many. */
function removal(op: SourceOp, context: OpContext): Action {
  const { pagesPerBlock, where } = context;
  const start = op['block'] === undefined ? startOf(op, context) : number(op, ['block'], context) * pagesPerBlock;
  const bytes = op['bytes'] ?? op['size'];
  const pages = typeof bytes === 'number' ? bytes / 4096 : Number(op['pages'] ?? op['nr'] ?? pagesPerBlock);
  if (start % pagesPerBlock !== 0 || pages % pagesPerBlock !== 0)
    throw new RecordingError(
      `${where}: remove_memory of ${pages} pages at pfn ${start}, which are not whole blocks of ${pagesPerBlock} pages`,
      'the kernel BUGs on such a range; leave out the rest of the recording from this step on',
    );
  return { op: 'remove_memory', block: start / pagesPerBlock, pages };
}

function startOf(op: SourceOp, context: OpContext): number {
  return op['pfn'] === undefined ? number(op, ['addr', 'start'], context) / 4096 : number(op, ['pfn'], context);
}

/** Files that take a page for a memory error: by its number, or by its address. */
const memoryErrors: Record<string, { op: 'memory_failure' | 'soft_offline'; unit: number }> = {
  'corrupt-pfn': { op: 'memory_failure', unit: 1 },
  hard_offline_page: { op: 'memory_failure', unit: 4096 },
  soft_offline_page: { op: 'soft_offline', unit: 4096 },
};

const isWritten = (file: string): file is WrittenFile => (writtenFiles as readonly string[]).includes(file);

/** A write to sysfs by its path, `.../memory48/state` or `.../auto_online_blocks`, or by file and block. */
function write(op: SourceOp, context: OpContext): Action {
  const path = text(op, ['file', 'path'], context);
  const value = String(op['value'] ?? op['val'] ?? op['text'] ?? '');
  const file = path.split('/').pop() as string;
  const errors = memoryErrors[file];
  if (errors !== undefined) return { op: errors.op, page: pagesAt(Number(value) / errors.unit, 1, context) };
  if (!isWritten(file))
    throw new RecordingError(
      `${context.where}: a write to "${path}" is not known`,
      `known: ${writtenFiles.join(', ')}; leave the step out if it changes nothing that a recording shows`,
    );
  const block = op['block'] ?? /memory(\d+)\/[a-z]+$/.exec(path)?.[1];
  return { op: 'write', file, value, ...(block === undefined ? {} : { block: Number(block) }) };
}

function blocksOf(op: SourceOp, context: OpContext): BlockRef[] {
  const blocks = op['blocks'];
  if (Array.isArray(blocks)) return blocks.map(Number);
  return [number(op, ['block'], context)];
}

/** Where a helper's pages landed, as far as its driver says. */
function pagesHeld(op: SourceOp, context: OpContext): PagesOf[] {
  return ['pages', 'runs', 'pfn'].some((name) => op[name] !== undefined) ? pagesNamed(op, context) : [];
}

/** Pages given as `pages: [[pfn, nr], ...]` or `pfn` (with `nr`). */
function pagesNamed(op: SourceOp, context: OpContext): PagesOf[] {
  const runs = op['pages'] ?? op['runs'];
  if (Array.isArray(runs)) {
    return runs.flatMap((run) =>
      Array.isArray(run) ? perBlock(Number(run[0]), Number(run[1]), context) : perBlock(Number(run), 1, context),
    );
  }
  return perBlock(number(op, ['pfn'], context), Number(op['nr'] ?? 1), context);
}

/** A run of pfns, cut where a block ends. */
function perBlock(pfn: number, nr: number, context: OpContext): PagesOf[] {
  const pages = pagesAt(pfn, nr, context);
  const fits = context.pagesPerBlock - pages.first;
  return nr <= fits ? [pages] : [{ ...pages, nr: fits }, ...perBlock(pfn + fits, nr - fits, context)];
}

/** A run of pfns as pages of a block. */
export function pagesAt(pfn: number, nr: number, { pagesPerBlock }: Pick<OpContext, 'pagesPerBlock'>): PagesOf {
  const block = Math.floor(pfn / pagesPerBlock);
  return { block, first: pfn - block * pagesPerBlock, nr };
}

function text(op: SourceOp, names: string[], context: OpContext): string {
  for (const name of names) {
    const value = op[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  throw new RecordingError(`${context.where}: "${op.op}" has no ${names.join(' or ')}: ${JSON.stringify(op)}`);
}

function number(op: SourceOp, names: string[], context: OpContext): number {
  for (const name of names) {
    const value = op[name];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  throw new RecordingError(`${context.where}: "${op.op}" has no ${names.join(' or ')}: ${JSON.stringify(op)}`);
}
