import type { KernelFunction, LinkPatch } from '../../kernel/link.ts';
import type { Machine } from '../../types/scenario.ts';

/** The model with one function changed by rule, not by choice. */
export interface Mutant {
  /** `mm/memory_hotplug/zone_span:resize_zone_range end-short`. */
  id: string;
  /** The function's, without its file. */
  name: string;
  operator: string;
  /** What the operator does, in words. */
  what: string;
  patch: LinkPatch;
}

/** What is known of a function of the table from watching it run. */
export interface Watched {
  /** `mm/sparse:online_mem_sections`. */
  id: string;
  parameters: string[];
  /** What it returned: `undefined`, `boolean`, `errno` for 0 and negative numbers only, else `other`. */
  returns: 'undefined' | 'boolean' | 'errno' | 'other';
}

interface Operator {
  name: string;
  what: string;
  applies(watched: Watched): boolean;
  mutate(body: KernelFunction, watched: Watched, machine: Machine): KernelFunction;
}

const starts = ['start_pfn', 'pfn', 'start'];
const ends = ['end_pfn', 'end'];
const sizes = ['nr_pages', 'size'];
const amounts = ['nr_pages', 'pageblocks'];

/** Positions of the first parameter that is called one of these. */
const at = ({ parameters }: Watched, names: string[]): number => parameters.findIndex((name) => names.includes(name));

/** The function called with one argument moved. */
function moved(body: KernelFunction, position: number, by: number): KernelFunction {
  return (...args) => body(...args.map((arg, index) => (index === position ? Number(arg) + by : arg)));
}

function bounds(suffix: string, words: string, by: (machine: Machine) => number): Operator[] {
  return [
    {
      name: `start-late${suffix}`,
      what: `starts ${words} late`,
      applies: (watched) => at(watched, starts) >= 0 && at(watched, [...ends, ...sizes]) >= 0 && !accounts(watched.id),
      mutate: (body, watched, machine) => moved(body, at(watched, starts), by(machine)),
    },
    {
      name: `end-short${suffix}`,
      what: `ends ${words} short`,
      applies: (watched) => at(watched, ends) >= 0 || (at(watched, sizes) >= 0 && !accounts(watched.id)),
      mutate: (body, watched, machine) => {
        const end = at(watched, ends);
        return moved(body, end >= 0 ? end : at(watched, sizes), -by(machine));
      },
    },
  ];
}

const accounts = (id: string): boolean => /:adjust_/.test(id);

/**
 * Every operator is tried on every function it applies to: a bound moved by a sub-section or a section, work left out, an
 * answer turned round, an amount off by one.
 */
export const operators: readonly Operator[] = [
  {
    name: 'left-out',
    what: 'is not called',
    applies: ({ returns }) => returns === 'undefined',
    mutate: () => () => undefined,
  },
  {
    name: 'says-done',
    what: 'returns 0 and does nothing',
    applies: ({ returns }) => returns === 'errno',
    mutate: () => () => 0,
  },
  {
    name: 'says-failed',
    what: 'does its work and returns -EBUSY',
    applies: ({ returns }) => returns === 'errno',
    mutate:
      (body) =>
      (...args) => {
        body(...args);
        return -16;
      },
  },
  {
    name: 'negated',
    what: 'says the opposite',
    applies: ({ returns }) => returns === 'boolean',
    mutate:
      (body) =>
      (...args) =>
        !body(...args),
  },
  ...bounds('', 'a sub-section', ({ pagesPerSubsection }) => pagesPerSubsection),
  ...bounds('-by-a-section', 'a section', ({ pagesPerSection }) => pagesPerSection),
  {
    name: 'off-by-one',
    what: 'counts one too many',
    applies: (watched) => accounts(watched.id) && at(watched, amounts) >= 0,
    mutate: (body, watched) => moved(body, at(watched, amounts), 1),
  },
  {
    name: 'backwards',
    what: 'counts in the other direction',
    applies: (watched) => accounts(watched.id) && at(watched, amounts) >= 0,
    mutate: (body, watched) => {
      const position = at(watched, amounts);
      return (...args) => body(...args.map((arg, index) => (index === position ? -Number(arg) : arg)));
    },
  },
];

/** All mutants of the functions, in the order of the functions and operators. */
export function mutantsOf(functions: readonly Watched[]): Mutant[] {
  return functions.flatMap((watched) =>
    operators
      .filter((operator) => operator.applies(watched))
      .map((operator): Mutant => {
        const name = watched.id.split(':')[1] as string;
        const id = `${watched.id} ${operator.name}`;
        const define: LinkPatch['define'] = (k, base) => ({
          [name]: operator.mutate(base[name as keyof typeof base] as KernelFunction, watched, k.machine),
        });
        return {
          id,
          name,
          operator: operator.name,
          what: operator.what,
          patch: { id: 'mutant', define },
        };
      }),
  );
}
