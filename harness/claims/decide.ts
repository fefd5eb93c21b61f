/** Whether a check holds for a design: true, false, or not reached by any run. */
import { Complaint } from '../corpus/problem.ts';
import { errnoName } from '../kernel/include/errno.ts';
import type { Check, Decision, Leaf, Look } from '../types/claim.ts';
import type { StepResult } from '../types/result.ts';
import { type RunSource, stackOfDesign } from './runs.ts';
import { staticText, staticValue } from './static_look.ts';
import { subjectText, valueAt } from './subject.ts';
import { compare, symbolsIn } from './wanted.ts';

export interface Deciding {
  source: RunSource;
  base: string;
}

const unreached = (why: string): Decision => ({ holds: undefined, looks: [], missing: [why] });
const looked = (look: Look): Decision => ({ holds: look.holds, looks: [look], missing: [] });

const returned = (ret: StepResult['ret']): string =>
  typeof ret === 'string' ? ret : ret === 0 ? 'ok' : errnoName(ret);

/** What the sought step returned; a kernel that went before it has returned nothing there. */
function decideReturn(leaf: Leaf, steps: readonly StepResult[], at: number, fixture: string): Decision {
  const step = steps[at];
  if (!step) return unreached(`${fixture}: the run ends at step ${steps.length} (${steps.at(-1)?.ret})`);
  const value = returned(step.ret);
  const wanted = leaf.ret!;
  const holds = wanted === 'refused' ? /^E/.test(value) : value === wanted;
  return looked({ fixture, step: at + 1, what: `${step.title} returned`, value, wanted, holds });
}

function decideRun(leaf: Leaf, design: string, { source }: Deciding): Decision {
  const id = leaf.fixture!;
  const fixture = source.fixture(id);
  if (!fixture) return unreached(`there is no scenario ${id}`);
  const run = source.run(fixture, design);
  if (typeof run === 'string') return unreached(run);
  const { steps } = run;
  const ended = (at: number) => steps[at] === undefined || typeof steps[at].ret === 'string';
  const end = `${id}: the run ends at step ${steps.length} (${steps.at(-1)?.title}: ${steps.at(-1)?.ret})`;
  const at = (leaf.after ?? fixture.steps.length) - 1;
  if (at >= fixture.steps.length) return unreached(`${id} has ${fixture.steps.length} steps, not ${leaf.after}`);
  if (leaf.ret !== undefined) return decideReturn(leaf, steps, at, id);
  if (ended(at) || (leaf.since !== undefined && ended(leaf.since - 1))) return unreached(end);

  const names = symbolsIn(fixture);
  const wholeRun = leaf.count !== undefined && leaf.after === undefined;
  const take = (of: readonly StepResult[], index = at) =>
    wholeRun
      ? of.reduce((sum, step) => sum + (step.counters[leaf.count!] ?? 0), 0)
      : valueAt(leaf, of[index]!, fixture, names);
  const more: Record<string, number> = {};
  if (leaf.since !== undefined) more['THEN'] = Number(take(steps, leaf.since - 1));
  if (leaf.versus !== undefined) {
    const theirs = source.run(fixture, leaf.versus);
    if (typeof theirs === 'string') return unreached(theirs);
    if (theirs.steps.length <= at || typeof theirs.steps[at]!.ret === 'string')
      return unreached(`${id}: ${leaf.versus} ends at step ${theirs.steps.length}`);
    more['THEIRS'] = Number(take(theirs.steps));
  }
  const value = take(steps);
  const { holds, text } = compare(value, leaf.is!, (right) => names.value(right, more));
  const place = wholeRun ? 'in all steps' : `after step ${at + 1} (${steps[at]!.title})`;
  return looked({
    fixture: id,
    step: wholeRun ? 0 : at + 1,
    what: `${place}: ${subjectText(leaf)}`,
    value: String(value),
    wanted: text,
    holds,
  });
}

function decideFailing(leaf: Leaf, design: string, { source }: Deciding): Decision {
  const value = source.failing(design, leaf.failing!);
  const theirs = leaf.versus === undefined ? 0 : source.failing(leaf.versus, leaf.failing!);
  if (typeof value === 'string') return unreached(value);
  if (typeof theirs === 'string') return unreached(theirs);
  const { holds, text } = compare(value, leaf.is!, (right) => (right === 'THEIRS' ? theirs : Number(right)));
  const against = leaf.versus === undefined ? '' : ` of ${leaf.versus}`;
  return looked({
    fixture: '',
    step: 0,
    what: `scenarios ${leaf.failing} in which something is wrong`,
    value: String(value),
    wanted: `${text}${against}`,
    holds,
  });
}

function decideStatic(leaf: Leaf, design: string, { base }: Deciding): Decision {
  const value = staticValue(leaf, stackOfDesign(design, base), base);
  const { holds, text } = compare(value, leaf.is ?? 1, Number);
  return looked({ fixture: '', step: 0, what: staticText(leaf), value: String(value), wanted: text, holds });
}

function decideLeaf(leaf: Leaf, design: string, how: Deciding): Decision {
  try {
    if (leaf.failing !== undefined) return decideFailing(leaf, design, how);
    if (leaf.fixture === undefined) return decideStatic(leaf, design, how);
    return decideRun(leaf, design, how);
  } catch (error) {
    if (error instanceof Complaint) return unreached(`${error.message}: ${error.hint}`);
    return unreached(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Decides a check in three values. All parts are looked at, so that the evidence is whole: one false part decides `all`,
 * one true part `any`, whatever was not reached beside it.
 */
export function decide(check: Check, design: string, how: Deciding): Decision {
  if ('not' in check) {
    const { holds, ...rest } = decide(check.not, design, how);
    return { ...rest, holds: holds === undefined ? undefined : !holds };
  }
  const parts = 'all' in check ? check.all : 'any' in check ? check.any : undefined;
  if (!parts) return decideLeaf(check as Leaf, design, how);
  const decided = parts.map((part) => decide(part, design, how));
  const deciding = 'any' in check;
  const holds = decided.some((each) => each.holds === deciding)
    ? deciding
    : decided.some((each) => each.holds === undefined)
      ? undefined
      : !deciding;
  return { holds, looks: decided.flatMap(({ looks }) => looks), missing: decided.flatMap(({ missing }) => missing) };
}
