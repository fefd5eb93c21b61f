/** Who wrote the value that is wrong. */

import type { Write } from '../state/journal.ts';
import type { Violation } from '../types/result.ts';
import type { Machine } from '../types/scenario.ts';
import type { LoggedWrite } from './probe.ts';

export interface Writer {
  /** Functions from the entry point to the one that wrote, or that the kernel stopped in; empty where nobody did. */
  chain: string[];
  /** Locks held then. */
  locks: readonly string[];
  /** Who wrote the page last that the kernel stopped at; not there where it did not stop. */
  before?: string[];
  /** Every function on the way to a write of what is wrong, the last one last. */
  touchedBy?: string[];
}

interface Found {
  /** Functions that were running when it was found; none for a machine at rest. */
  chain: string[];
  write: LoggedWrite | undefined;
}

type Touches = (write: Write) => boolean;

/** A function calls itself where one body was put over another. */
const collapsed = (chain: readonly string[]): string[] => chain.filter((name, at) => name !== chain[at - 1]);

const ofObject =
  (object: string, field?: string): Touches =>
  (write) =>
    write.object === object && (field === undefined || write.field.includes(field));

const ofRange =
  (object: string, first: number, nr: number): Touches =>
  ({ object: other, start, end }) =>
    other === object && start !== undefined && start < first + nr && first < (end ?? start + 1);

/** Fields by what the guaranteed projection calls them: `span of 0:Normal`. */
const fieldOf: Record<string, string> = {
  span: 'spanned',
  'present pages': 'present_pages',
  'managed pages': 'managed_pages',
  'isolated pageblocks': 'nr_isolate',
};

/** What the words of a violation's `where` name: writes to that are what it may come of. */
function touches(violation: Violation, { pagesPerBlock }: Machine): Touches[] {
  const { where, invariant } = violation;
  const wanted: Touches[] = [];
  for (const [, first, nr] of where.matchAll(/pages (\d+)\+(\d+)/g))
    wanted.push(ofRange('struct page', Number(first), Number(nr)));
  for (const [, first, nr] of where.matchAll(/sections (\d+)\+(\d+)/g))
    wanted.push(ofRange('mem_section', Number(first), Number(nr)));
  const expected = invariant === 'expectation' ? /^(zone|node)\.(\w+) (\S+)/.exec(where) : null;
  const field = expected?.[2] ?? fieldOf[/^[a-z ]+(?= of )/.exec(where)?.[0] ?? ''];
  for (const [name] of where.matchAll(/\b\d+:(?:DMA32|DMA|Normal|Movable)\b/g))
    wanted.push(ofObject(`zone ${name}`, field));
  const node = /\bnode(?:\.\w+)? (\d+)/.exec(where)?.[1];
  if (node !== undefined) wanted.push(ofObject(`node ${node}`, field));
  const block = /\bblock(?:\.\w+)? (\d+)/.exec(where)?.[1];
  if (block !== undefined) {
    wanted.push(ofRange('struct page', Number(block) * pagesPerBlock, pagesPerBlock));
  }
  return wanted;
}

/** The last write to what is wrong, in the step that it was found in or before; `all`: with everybody else who wrote it. */
export function writerOf(
  violation: Violation,
  log: readonly LoggedWrite[],
  found: Found | undefined,
  machine: Machine,
  all: boolean,
): Writer {
  const wanted = touches(violation, machine);
  const isOne = ({ write, step }: LoggedWrite): boolean => step <= violation.step && wanted.some((each) => each(write));
  if (found && found.chain.length > 0) {
    const touchesPage = ofRange('struct page', Number(/pfn (\d+)/.exec(violation.message)?.[1]), 1);
    const before = all && violation.where.includes(' > ') ? log.findLast(({ write }) => touchesPage(write)) : undefined;
    const touchedBy = all && !violation.where.includes(' > ') ? functionsOf(log.filter(isOne)) : [];
    return {
      chain: collapsed(found.chain),
      locks: found.write?.write.locks ?? [],
      ...(before ? { before: collapsed(before.chain) } : {}),
      ...(touchedBy.length > 0 ? { touchedBy } : {}),
    };
  }
  const last = wanted.length > 0 ? log.findLast(isOne) : undefined;
  if (!last) return { chain: [], locks: [] };
  const writer: Writer = { chain: collapsed(last.chain), locks: last.write.locks };
  return all ? { ...writer, touchedBy: functionsOf(log.filter(isOne)) } : writer;
}

/** Every function on the way to the writes, by where it comes last. */
function functionsOf(writes: readonly LoggedWrite[]): string[] {
  const names = new Set<string>();
  for (let at = writes.length - 1; at >= 0; at--) {
    const { chain } = writes[at]!;
    for (let depth = chain.length - 1; depth >= 0; depth--) names.add(chain[depth]!);
  }
  return [...names].reverse();
}
