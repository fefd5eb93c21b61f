/** Which pages the steps of a scenario have taken so far, so that `release` knows what there is to free. */

import type { PagesOf } from '../types/scenario.ts';
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
      : scope.layout.blocks(value).map((block) => ({ block, first: 0, nr: scope.machine.pagesPerBlock }));
    const freed = asked.flatMap((pages) =>
      this.#pages.map((taken) => common(pages, taken)).filter((one) => one !== null),
    );
    if (freed.length === 0)
      throw new Complaint('bad-value', `no page of \`${value}\` was taken`, '`occupy` takes pages, in an earlier step');
    this.#pages = this.#pages.flatMap((taken) => without(taken, freed));
    return freed;
  }
}

const end = ({ first, nr }: PagesOf): number => first + nr;

function common(a: PagesOf, b: PagesOf): PagesOf | null {
  const first = Math.max(a.first, b.first);
  const nr = Math.min(end(a), end(b)) - first;
  return a.block === b.block && nr > 0 ? { block: a.block, first, nr } : null;
}

function without(taken: PagesOf, freed: readonly PagesOf[]): PagesOf[] {
  let left = [taken];
  for (const gone of freed)
    left = left.flatMap((one) => {
      const both = common(one, gone);
      if (!both) return [one];
      return [
        { block: one.block, first: one.first, nr: both.first - one.first },
        { block: one.block, first: end(both), nr: end(one) - end(both) },
      ].filter(({ nr }) => nr > 0);
    });
  return left;
}
