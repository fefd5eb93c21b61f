/** The model with one function changed by rule, not by choice. */
import type { Machine } from '../types/scenario.ts';
import { answers, argument, changed, leftOut, type ModelChange } from './change.ts';
import { explain } from './explained.ts';
import type { Mutant } from './mutant.ts';

/** What is known of a function of the table from watching it run. */
export interface Watched {
  /** `mm/sparse:online_mem_sections`. */
  id: string;
  parameters: string[];
  /** What it returned: `undefined`, `boolean`, `errno` for 0 and negative numbers only, else `other`. */
  returns: 'undefined' | 'boolean' | 'errno' | 'other';
}

/** Every operator is tried on every function it applies to. */
interface Operator {
  name: string;
  /** What the function does then. */
  title: string;
  applies(watched: Watched): boolean;
  change(name: string, watched: Watched): ModelChange;
}

const starts = ['start_pfn', 'pfn', 'start'];
const ends = ['end_pfn', 'end'];
const sizes = ['nr_pages', 'size'];
const amounts = ['nr_pages', 'pageblocks'];

/** Positions of the first parameter that is called one of these. */
const at = ({ parameters }: Watched, names: string[]): number => parameters.findIndex((name) => names.includes(name));

const accounts = ({ id }: Watched): boolean => /:adjust_/.test(id);

const calls = (
  name: string,
  title: string,
  when: Watched['returns'],
  change: (name: string) => ModelChange,
): Operator => ({
  name,
  title,
  applies: ({ returns }) => returns === when,
  change,
});

/** A bound moved inwards. */
const bounds = (suffix: string, words: string, by: (machine: Machine) => number): Operator[] => [
  {
    name: `start-late${suffix}`,
    title: `starts ${words} late`,
    applies: (watched) => at(watched, starts) >= 0 && at(watched, [...ends, ...sizes]) >= 0 && !accounts(watched),
    change: (name, watched) => argument(name, at(watched, starts), (start, k) => Number(start) + by(k.machine)),
  },
  {
    name: `end-short${suffix}`,
    title: `ends ${words} short`,
    applies: (watched) => at(watched, ends) >= 0 || (at(watched, sizes) >= 0 && !accounts(watched)),
    change: (name, watched) => {
      const end = at(watched, ends);
      return argument(name, end >= 0 ? end : at(watched, sizes), (value, k) => Number(value) - by(k.machine));
    },
  },
];

/** An amount that is accounted is another. */
const amount = (name: string, title: string, to: (value: number) => number): Operator => ({
  name,
  title,
  applies: (watched) => accounts(watched) && at(watched, amounts) >= 0,
  change: (name, watched) => argument(name, at(watched, amounts), (value) => to(Number(value))),
});

const operators: readonly Operator[] = [
  calls('left-out', 'is not called', 'undefined', (name) => leftOut(name)),
  calls('says-done', 'returns 0 and does nothing', 'errno', (name) => answers(name, 0)),
  calls('says-failed', 'does its work and returns -EBUSY', 'errno', (name) =>
    changed(name, (_k, real) => (...args) => {
      real(...args);
      return -16;
    }),
  ),
  calls('negated', 'says the opposite', 'boolean', (name) =>
    changed(
      name,
      (_k, real) =>
        (...args) =>
          !real(...args),
    ),
  ),
  ...bounds('', 'a sub-section', ({ pagesPerSubsection }) => pagesPerSubsection),
  ...bounds('-by-a-section', 'a section', ({ pagesPerSection }) => pagesPerSection),
  amount('off-by-one', 'counts one too many', (value) => value + 1),
  amount('backwards', 'counts in the other direction', (value) => -value),
];

/** All mutants of the functions, in the order of the functions and operators. */
export function mutantsOf(functions: readonly Watched[]): Mutant[] {
  return functions.flatMap((watched) =>
    operators
      .filter((operator) => operator.applies(watched))
      .map(({ name: operator, title, change }): Mutant => {
        const name = watched.id.split(':')[1] as string;
        const survives = explain(name, operator);
        return {
          id: `${watched.id} ${operator}`,
          title,
          function: watched.id,
          change: change(name, watched),
          ...(survives === undefined ? {} : { survives }),
        };
      }),
  );
}
