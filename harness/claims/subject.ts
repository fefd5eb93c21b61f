/** The left-hand side of a check that looks at a run: one value after one step. */
import { parseBlockRef } from '../corpus/block_ref.ts';
import type { Leaf } from '../types/claim.ts';
import type { Observation, Scalar } from '../types/observation.ts';
import { clipValues, type PageRun, runOf, runsOfField } from '../types/page_run.ts';
import type { StepResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import type { symbolsIn } from './wanted.ts';

type Arithmetic = ReturnType<typeof symbolsIn>;

/** Fields whose values are words: what is not there is `none`, not 0. */
const isText = (field: string) =>
  /^(block\.(state|valid_zones|zone|zone512)|zone\.pageset|node\.zonelist)$/.test(field);

/** `block.state d0` has the key that the block has in sysfs. */
function keyOf(field: string, key: string, fixture: Fixture, names: Arithmetic): string {
  if (!field.startsWith('block.') && field !== 'group') return key;
  const parsed = parseBlockRef(key);
  if (!parsed || 'block' in parsed) return key;
  return String(names.value(parsed.dimm) / fixture.machine.pagesPerBlock + (parsed.from ?? 0));
}

/** Runs of a field that hold the value (any, where none is asked for), cut to the range. */
const runsOf = (observation: Observation, field: string, value: string | undefined, within: PageRun) =>
  clipValues(runsOfField(observation[field]), within).filter(
    ([, , held]) => value === undefined || String(held) === value,
  );

function rangeOf({ within }: Leaf, names: Arithmetic): PageRun {
  if (within === undefined) return [0, Number.POSITIVE_INFINITY];
  const [first = '', nr = ''] = within.split(',');
  const start = names.value(first);
  return runOf(start, names.value(nr));
}

/** `see`, `pages`, `longest` or `count` of one step. Errors: Complaint for arithmetic that cannot be worked out. */
export function valueAt(leaf: Leaf, step: StepResult, fixture: Fixture, names: Arithmetic): Scalar {
  const { observation, counters } = step;
  if (leaf.count !== undefined) return counters[leaf.count] ?? 0;
  if (leaf.see !== undefined) {
    const [field = '', ...key] = leaf.see.split(' ');
    return observation[field]?.[keyOf(field, key.join(' '), fixture, names)] ?? (isText(field) ? 'none' : 0);
  }
  const [field = '', value] = (leaf.pages ?? leaf.longest ?? '').split(' ');
  const lengths = runsOf(observation, field, value, rangeOf(leaf, names)).map(([start, end]) => end - start);
  return leaf.longest === undefined ? lengths.reduce((sum, length) => sum + length, 0) : Math.max(0, ...lengths);
}

/** `pages of page.state garbage in d0, N`. */
export function subjectText(leaf: Leaf): string {
  const within = leaf.within === undefined ? '' : ` in ${leaf.within}`;
  if (leaf.see !== undefined) return leaf.see;
  if (leaf.count !== undefined) return `count of ${leaf.count}`;
  if (leaf.ret !== undefined) return 'returned';
  return `${leaf.longest === undefined ? 'pages' : 'longest run'} of ${leaf.pages ?? leaf.longest}${within}`;
}
