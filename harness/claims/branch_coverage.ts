/**
 * How often each branch of interest was reached: cancel paths, refusals, walkers on odd pages. What nothing reaches is
 * listed too, so that no claim is confirmed by a run that never came there.
 */

import { stackOf } from '../run/designs.ts';
import { baseTable, definitionsOf } from '../run/hunks.ts';
import { runsOf } from '../run/page_kinds.ts';
import { bootSession } from '../run/session.ts';
import { parseStack } from '../run/stack.ts';
import { grid } from '../text/grid.ts';
import type { StepResult } from '../types/result.ts';
import type { Fixture, Step } from '../types/scenario.ts';
import { stackOfDesign } from './runs.ts';

export interface BranchCoverage {
  base: string;
  designs: string[];
  branches: { branch: string; byDesign: Record<string, number>; total: number }[];
  /** Branches of interest that no run reached. */
  unreached: string[];
}

const literal = /\.witness\(\s*(?:'([^']+)'|"([^"]+)")/g;

/** Branches whose name is put together when they are reached. */
const composed = [
  ...['GOING_ONLINE', 'CANCEL_ONLINE', 'ONLINE', 'GOING_OFFLINE', 'CANCEL_OFFLINE', 'OFFLINE'].map(
    (event) => `MEM_${event}`,
  ),
  ...['garbage', 'raw'].map((content) => `touched a ${content} struct page`),
];

const walkers = ['kpageflags', 'hibernation', 'compaction', 'kmemleak', 'pfn_to_online_page'] as const;
const contents = ['init', 'reserved', 'raw', 'garbage', 'poison'] as const;
const meeting = (walker: string, content: string): string => `walk ${walker}: visible ${content} pages`;

/** What a walker could come across: the kinds of struct pages that pfn_to_online_page() accepts when it starts. */
function meetings({ actions }: Step, before: StepResult | undefined): string[] {
  const observation = before?.observation ?? {};
  const walks = actions.flatMap((action) =>
    action.op === 'walk' ? [action.walker] : action.op === 'hibernate' ? ['hibernation'] : [],
  );
  if (walks.length === 0) return [];
  const seen = contents.filter((content) =>
    runsOf(observation, 'page.state', 0, Number.POSITIVE_INFINITY).some(
      ([start, end, state]) => state === content && runsOf(observation, 'page.online', start, end).length > 0,
    ),
  );
  return walks.flatMap((walker) => seen.map((content) => meeting(walker, content)));
}

/** Every branch that the base or one of the designs marks as worth knowing about. */
export function branchesOfInterest(ids: readonly string[], base: string): string[] {
  const stacks = ids.map((id) => parseStack(stackOfDesign(id, base)).design).filter((design) => design !== undefined);
  const tables = [baseTable(), ...new Set(stacks.flatMap(stackOf))].map((each) =>
    each instanceof Map ? each : definitionsOf(each),
  );
  const texts = tables.flatMap((table) =>
    [...table.values()].map(({ body }) => Function.prototype.toString.call(body)),
  );
  const named = texts.flatMap((text) => [...text.matchAll(literal)].map((match) => match[1] ?? match[2] ?? ''));
  return [
    ...new Set([
      ...composed,
      ...walkers.flatMap((walker) => contents.map((content) => meeting(walker, content))),
      ...named,
    ]),
  ].sort();
}

/** Runs the corpus. A design whose module throws counts what it reached before. */
export function measureCoverage(fixtures: readonly Fixture[], ids: readonly string[], base: string): BranchCoverage {
  const counts = new Map<string, Map<string, number>>();
  const count = (branch: string, id: string, times: number) => {
    const byDesign = counts.get(branch) ?? new Map<string, number>();
    counts.set(branch, byDesign.set(id, (byDesign.get(id) ?? 0) + times));
  };
  for (const id of ids)
    for (const fixture of fixtures) {
      const session = bootSession(fixture.machine, stackOfDesign(id, base));
      let before: StepResult | undefined;
      try {
        for (const step of fixture.steps) {
          if (session.fault) break;
          for (const branch of meetings(step, before)) count(branch, id, 1);
          before = session.step(step);
        }
      } catch {
        // Told as the verdict `error` by compare; here only what was reached matters.
      }
      for (const [branch, times] of session.k.witnesses) count(branch, id, times);
    }
  const known = branchesOfInterest(ids, base);
  const reached = [...new Set([...known, ...counts.keys()])].sort().filter((branch) => counts.has(branch));
  return {
    base,
    designs: [...ids],
    branches: reached.map((branch) => {
      const byDesign = Object.fromEntries(ids.map((id) => [id, counts.get(branch)?.get(id) ?? 0]));
      return { branch, byDesign, total: Object.values(byDesign).reduce((sum, times) => sum + times, 0) };
    }),
    unreached: known.filter((branch) => !counts.has(branch)),
  };
}

export function prettyCoverage({ base, designs, branches, unreached }: BranchCoverage, columns: number): string {
  const letters = designs.map((_, index) => String.fromCharCode(97 + index));
  const width = Math.max(36, columns - designs.length * 7 - 2);
  const rows = branches.map(({ branch, byDesign }) => [branch, ...designs.map((id) => String(byDesign[id] || '·'))]);
  const body = grid([['branch', ...letters], ...rows], {
    widths: [width, ...designs.map(() => 5)],
    right: designs.map((_, index) => index + 1),
  });
  const legend = designs.map((id, index) => `${letters[index]} ${id}`).join('   ');
  const never =
    unreached.length === 0
      ? ['Nothing of interest is left unreached.']
      : ['Reached by nothing:', ...unreached.map((branch) => `  ${branch}`)];
  return [
    `Branches of interest on ${base}, how often the corpus reached them`,
    '',
    body,
    '',
    legend,
    '',
    ...never,
  ].join('\n');
}
