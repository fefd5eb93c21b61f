import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { parseBlockRef } from '../../corpus/block_ref.ts';
import type { BlockRef, NotifierEvent, OnlineState, WrittenFile } from '../../types/scenario.ts';
import { YamlFile } from '../yaml_file.ts';
import { defaultGuest, type GuestConfig } from './guest_config.ts';

/** How pages are taken in the guest: harness/oracle/live/guest/hold.c. */
export type HoldKind = 'anon' | 'thp' | 'mlock' | 'vmsplice' | 'uring';

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
  | { op: 'hold'; name: string; kind: HoldKind; number: number }
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

/** What a recorder does to a kernel. */
export interface LiveScenario {
  name: string;
  /** Without the value of memmap_on_memory: for a kernel without that parameter all of a file's are the same. */
  family: string;
  /** As a command line names it: a scenario of the project, a file, or a fixture's id. */
  named: string;
  about: string;
  guest: GuestConfig;
  steps: LiveStep[];
}

const word = z.union([z.string(), z.number()]).transform(String);
const schema = z.strictObject({
  about: z.string(),
  guest: z
    .strictObject({
      mem: word.exactOptional(),
      maxmem: word.exactOptional(),
      slots: z.number().exactOptional(),
      memmap_on_memory: z.union([word, z.array(word), z.null()]).exactOptional(),
      default_state: z.union([z.string(), z.null()]).exactOptional(),
      append: z.string().exactOptional(),
      nodes: z.array(word).exactOptional(),
    })
    .exactOptional(),
  steps: z.array(z.string()).min(1),
});

/**
 * The scenarios in a file of fixtures/live: one, or one for each value that `memmap_on_memory` lists.
 * Throws RecordingError with line and column.
 */
export function readScenarios(file: string): LiveScenario[] {
  const yaml = new YamlFile(readFileSync(file, 'utf8'), file);
  const { about, guest = {}, steps } = yaml.as(schema);
  const { memmap_on_memory, default_state, ...rest } = guest;
  const read = steps.map((title, index): LiveStep => {
    try {
      return { title, ops: title.split(';').flatMap((text) => parseOps(text.trim())) };
    } catch (error) {
      throw yaml.error(['steps', index], (error as Error).message);
    }
  });
  const name = basename(file).replace(/\.yaml$/, '');
  const values = Array.isArray(memmap_on_memory) ? memmap_on_memory : [memmap_on_memory];
  return values.map((value) => ({
    name: values.length > 1 ? `${name}_mom${value}` : name,
    family: name,
    named: /(^|\/)fixtures\/live\/[^/]+$/.test(file) ? (values.length > 1 ? `${name}_mom${value}` : name) : file,
    about,
    guest: {
      ...defaultGuest,
      ...rest,
      ...(value === undefined ? {} : { memmapOnMemory: value ?? undefined }),
      ...(default_state === undefined ? {} : { defaultState: default_state ?? undefined }),
    },
    steps: read,
  }));
}

const help = `one of
  add DIMM SIZE [node N] [at +SIZE] [dirty]
  online|online_kernel|online_movable|offline BLOCK... [and look]
  remove DIMM
  inject EVENT ERRNO|none
  write auto_online_blocks|online_policy|auto_movable_ratio|auto_movable_numa_aware VALUE
  write state|online BLOCK VALUE
  hold NAME anon|thp|mlock|vmsplice|uring NUMBER, drop NAME
  signal
  walk kmemleak|kpageflags|compaction
  fail block_device ERRNO
  memory_failure|soft_offline BLOCK PAGE`;

const machineFiles = new Set(['auto_online_blocks', 'online_policy', 'auto_movable_ratio', 'auto_movable_numa_aware']);

/** One operation as a scenario writes it. Throws Error that lists the known ones. */
export function parseOps(text: string): LiveOp[] {
  const words = text.split(/\s+/);
  const [op = '', first = '', second = '', third = ''] = words;
  switch (op) {
    case 'add':
      return [addition(words, text)];
    case 'online':
    case 'online_kernel':
    case 'online_movable':
    case 'offline': {
      const inFlight = / and look$/.test(text);
      const blocks = words.slice(1, inFlight ? -2 : undefined);
      if (blocks.length === 0) break;
      return blocks.map((word) => ({ op, block: block(word), ...(inFlight ? { inFlight } : {}) }));
    }
    case 'remove':
      if (first !== '') return [{ op, dimm: first }];
      break;
    case 'inject':
      if (first.startsWith('MEM_') && second !== '') return [{ op, action: first as NotifierEvent, errno: second }];
      break;
    case 'write':
      if (machineFiles.has(first) && second !== '') return [{ op, file: first as WrittenFile, value: second }];
      if ((first === 'state' || first === 'online') && third !== '')
        return [{ op, file: first, block: block(second), value: third }];
      break;
    case 'hold':
      if (['anon', 'thp', 'mlock', 'vmsplice', 'uring'].includes(second) && Number(third) > 0)
        return [{ op, name: first, kind: second as HoldKind, number: Number(third) }];
      break;
    case 'drop':
      if (first !== '') return [{ op, name: first }];
      break;
    case 'signal':
      return [{ op }];
    case 'walk':
      if ((liveWalkers as readonly string[]).includes(first)) return [{ op, walker: first as LiveWalker }];
      break;
    case 'fail':
      if (first === 'block_device' && second !== '') return [{ op, errno: second }];
      break;
    case 'memory_failure':
    case 'soft_offline':
      if (/^\d+$/.test(second)) return [{ op, block: block(first), page: Number(second) }];
  }
  throw new Error(`"${text}" is not understood; write ${help}`);
}

function addition(words: string[], text: string): LiveOp {
  const [, dimm = '', size = '', ...options] = words;
  const op: LiveOp = { op: 'add', dimm, bytes: bytesOf(size, text) };
  for (let option = options.shift(); option !== undefined; option = options.shift()) {
    if (option === 'node') op.node = Number(options.shift());
    else if (option === 'at') op.at = bytesOf((options.shift() ?? '').replace(/^\+/, ''), text);
    else if (option === 'dirty') op.dirty = true;
    else throw new Error(`"${text}": "${option}" is not understood; write ${help}`);
  }
  return op;
}

function bytesOf(size: string, text: string): number {
  const found = /^(\d+)([MG])$/.exec(size);
  if (found === null) throw new Error(`"${text}": "${size}" is no size: write 128M or 2G`);
  return Number(found[1]) * 2 ** (found[2] === 'G' ? 30 : 20);
}

function block(word: string): BlockRef {
  if (parseBlockRef(word) === undefined) throw new Error(`"${word}" names no block: write 48, d0 or d0[2]`);
  return /^\d+$/.test(word) ? Number(word) : word;
}
