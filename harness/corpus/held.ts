/** Which pages the steps of a scenario have taken so far, so that `release` knows what there is to free. */

import { clipRun, minus, type PageRun, runOf } from '../types/page_run.ts';
import type { BlockRef, PagesOf } from '../types/scenario.ts';
import { namedRef } from './named_ref.ts';
import { Complaint } from './problem.ts';
import type { Scope } from './scope.ts';
import type { StepOptions } from './step_options.ts';

export type PagesIn = (value: string | number, options: StepOptions, scope: Scope) => PagesOf[];

export class Held {
  #pages: PagesOf[] = [];

  occupy(pages: PagesOf): void {
    this.#pages.push(pages);
  }

  /** What `release` frees: all that was taken of the blocks, or of the pages it names. Throws where nothing was. */
  release(value: string | number, options: StepOptions, scope: Scope, pagesIn: PagesIn): PagesOf[] {
    const given = options.first !== undefined || options.nr !== undefined;
    const asked = given
      ? pagesIn(value, options, scope)
      : scope.blocks(namedRef(value)).map((block) => ({ block, first: 0, nr: scope.machine.pagesPerBlock }));
    const freed = asked.flatMap((pages) =>
      this.#pages.map((taken) => common(pages, taken)).filter((one) => one !== null),
    );
    if (freed.length === 0)
      throw new Complaint('bad-value', `no page of \`${value}\` was taken`, '`occupy` takes pages, in an earlier step');
    this.#pages = this.#pages.flatMap((taken) => without(taken, freed));
    return freed;
  }
}

const runIn = ({ first, nr }: PagesOf): PageRun => runOf(first, nr);
const pagesOf = (block: BlockRef, [start, end]: PageRun): PagesOf => ({ block, first: start, nr: end - start });

function common(a: PagesOf, b: PagesOf): PagesOf | null {
  const both = a.block === b.block ? clipRun(runIn(a), runIn(b)) : undefined;
  return both ? pagesOf(a.block, both) : null;
}

function without(taken: PagesOf, freed: readonly PagesOf[]): PagesOf[] {
  const gone = freed.filter(({ block }) => block === taken.block).map(runIn);
  return minus(
    [runIn(taken)],
    gone.sort(([a], [b]) => a - b),
  ).map((left) => pagesOf(taken.block, left));
}
