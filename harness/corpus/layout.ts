import { runOf } from '../types/page_run.ts';
import type { Machine } from '../types/scenario.ts';
import { parseBlockRef } from './block_ref.ts';
import { firstFit, wholeBlocks } from './placement.ts';
import { Complaint } from './problem.ts';
import { didYouMean } from './suggest.ts';

interface Dimm {
  first: number;
  pages: number;
  /** Its removal has been asked for: it may be added again, and its place is free. */
  gone: boolean;
}

/**
 * Where DIMMs land while a scenario is read: by {@link firstFit} unless it says where. The same for every design,
 * whatever a design refuses later, so that pfns of one scenario can be compared across designs.
 */
export class Layout {
  readonly #machine: Machine;
  readonly #dimms = new Map<string, Dimm>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  get names(): string[] {
    return [...this.#dimms.keys()];
  }

  /** Whether a DIMM of this name is there. */
  has(name: string): boolean {
    return this.#dimms.get(name)?.gone === false;
  }

  /** Places a DIMM, returns its first pfn. Throws `duplicate-id` for one that is there already. */
  add(name: string, pages: number, at?: number): number {
    const known = this.#dimms.get(name);
    if (known && !known.gone)
      throw new Complaint(
        'duplicate-id',
        `DIMM \`${name}\` is there already`,
        `choose another name, or \`remove: ${name}\` first`,
      );
    const first = at ?? this.#firstFit(pages);
    this.#dimms.set(name, { first, pages, gone: false });
    return first;
  }

  remove(name: string): void {
    this.#known(name).gone = true;
  }

  /** Every DIMM that the range touches counts as gone. */
  removeRange(first: number, pages: number): void {
    for (const dimm of this.#dimms.values())
      if (dimm.first < first + pages && first < dimm.first + dimm.pages) dimm.gone = true;
  }

  /** The range of a DIMM, or of the one block a reference names: for arithmetic and for keys that are runs. */
  range(ref: string): { first: number; pages: number } {
    const parsed = parseBlockRef(ref);
    if (parsed && 'dimm' in parsed && (parsed.all || parsed.from === undefined)) return this.#known(parsed.dimm);
    const [first, ...rest] = this.blocks(ref);
    const size = this.#machine.pagesPerBlock;
    return { first: first! * size, pages: (rest.length + 1) * size };
  }

  /** Numbers of the blocks a reference names. A bare DIMM stands for its only block. */
  blocks(ref: string | number): number[] {
    const parsed = parseBlockRef(ref);
    if (!parsed)
      throw new Complaint(
        'no-such-block',
        `\`${ref}\` names no block`,
        'write d0 (its only block), d0[1], d0[2..5], d0[*] or `block 48`',
      );
    if ('block' in parsed) return [parsed.block];
    const dimm = this.#known(parsed.dimm);
    const { first: start, count } = wholeBlocks(runOf(dimm.first, dimm.pages), this.#machine.pagesPerBlock);
    const span =
      count === 0
        ? 'no whole block'
        : count === 1
          ? `one block, ${parsed.dimm}[0]`
          : `${count} blocks, ${parsed.dimm}[0] to ${parsed.dimm}[${count - 1}]`;
    const { from = 0, to = parsed.all ? count - 1 : 0 } = parsed;
    if (parsed.from === undefined && !parsed.all && count > 1)
      throw new Complaint(
        'no-such-block',
        `\`${parsed.dimm}\` is several blocks`,
        `it has ${span}; ${parsed.dimm}[*] is all of them`,
      );
    if (from > to || to >= count)
      throw new Complaint('no-such-block', `there is no block \`${ref}\``, `${parsed.dimm} has ${span}`);
    return Array.from({ length: to - from + 1 }, (_, i) => start + from + i);
  }

  #known(name: string): Dimm {
    const dimm = this.#dimms.get(name);
    if (dimm) return dimm;
    throw new Complaint(
      'no-such-dimm',
      `no DIMM \`${name}\` at this step`,
      this.names.length > 0 ? didYouMean(name, this.names) : `\`add: ${name}\` in an earlier step`,
    );
  }

  #firstFit(pages: number): number {
    const taken = [...this.#dimms.values()].filter((dimm) => !dimm.gone);
    return firstFit(
      taken.map((dimm) => runOf(dimm.first, dimm.pages)),
      pages,
      this.#machine,
    );
  }
}
