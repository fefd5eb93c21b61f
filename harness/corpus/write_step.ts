/** Actions in the words of a step: what step_verbs.ts reads back as the same actions. */
import { errnoName } from '../types/errno.ts';
import type { Action, BlockRef, Machine, PagesOf } from '../types/scenario.ts';
import { bytesPerUnit } from './size.ts';
import type { WrittenStep } from './steps.ts';

const largestFirst = Object.entries(bytesPerUnit).reverse();

/** In the largest unit that it is a whole number of: `128 MiB`. */
function sizeText(bytes: number): string {
  const [unit, per] = largestFirst.find(([, size]) => bytes % size === 0)!;
  return `${bytes / per} ${unit}`;
}

/** Gibibytes and what is left: `6 GiB + 128 MiB`. */
function placeText(bytes: number): string {
  const rest = bytes % bytesPerUnit['GiB']!;
  if (rest === 0 || rest === bytes) return sizeText(bytes);
  return `${sizeText(bytes - rest)} + ${sizeText(rest)}`;
}

const pagesText = (pages: number): string => `${pages} page${pages === 1 ? '' : 's'}`;
const blockText = (block: BlockRef): string => (typeof block === 'number' ? `block ${block}` : block);
const errnoText = (errno: number): string | number => (errno === 0 ? 0 : errnoName(-Math.abs(errno)));
const pagesIn = ({ block, first, nr }: PagesOf, verb: string, more: object = {}): WrittenStep => ({
  [verb]: blockText(block),
  ...more,
  first: pagesText(first),
  ...(nr === 1 ? {} : { nr: pagesText(nr) }),
});

/** Throws for a `call`, which no recorder makes. */
export function writeStep(action: Action, { pageBytes, nodes }: Pick<Machine, 'pageBytes' | 'nodes'>): WrittenStep {
  switch (action.op) {
    case 'add':
      return {
        add: action.dimm,
        size: sizeText(action.pages * pageBytes),
        ...(action.node === nodes[0]?.node ? {} : { node: action.node }),
        ...(action.at === undefined ? {} : { at: placeText(action.at * pageBytes) }),
        ...(action.memmapOnMemory === undefined ? {} : { memmap_on_memory: action.memmapOnMemory }),
      };
    case 'online':
    case 'online_kernel':
    case 'online_movable':
    case 'offline':
      return { [action.op]: blockText(action.block) };
    case 'remove':
      return { remove: action.dimm };
    case 'remove_memory':
    case 'overwrite':
      return { [action.op]: blockText(action.block), size: sizeText(action.pages * pageBytes) };
    case 'inject':
      return {
        inject: action.action,
        errno: errnoText(action.errno),
        ...(action.priority === undefined ? {} : { priority: action.priority }),
      };
    case 'fail':
      return {
        fail: action.function,
        errno: errnoText(action.errno),
        ...(action.times === 1 ? {} : { times: action.times }),
      };
    case 'occupy':
      return pagesIn(action.pages, 'occupy', { use: action.use });
    case 'release':
      return pagesIn(action.pages, 'release');
    case 'memory_failure':
    case 'soft_offline':
      return pagesIn({ ...action.page, nr: 1 }, action.op);
    case 'signal':
    case 'hibernate':
    case 'resume':
      return action.op;
    case 'walk': {
      const { op: _op, walker, block, ...where } = action;
      return { walk: walker, ...where, ...(block === undefined ? {} : { block: blockText(block) }) };
    }
    case 'write':
      return {
        write: action.file,
        ...(action.block === undefined ? {} : { block: blockText(action.block) }),
        value: action.value,
      };
    case 'call':
      throw new Error(`no recording has a call of ${action.function}()`);
  }
}
