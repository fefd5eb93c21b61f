import type { Column } from '../oracle/judge/column.ts';
import type { Report, ReportDesign } from '../types/report.ts';
import type { Task } from './compute.ts';
import { Failure, leaveWith } from './exit.ts';
import { note } from './terminal.ts';

export interface KernelOptions {
  kernel: string[];
  as: string[];
}

interface Asked {
  id: string;
  word: string;
  as: string | undefined;
}

/** `NAME=KERNEL` or a kernel; a stack for all of them, or `NAME=STACK`. Throws a Failure for what is asked for twice. */
export function kernelsAsked(
  { kernel, as }: KernelOptions,
  designs: readonly Pick<ReportDesign, 'id'>[] = [],
): Asked[] {
  const named = (text: string): [name: string | undefined, rest: string] => {
    const [, name, rest] = /^([A-Za-z0-9][\w.+-]*)=(.+)$/.exec(text) ?? [];
    return rest === undefined ? [undefined, text] : [name, rest];
  };
  const stacks = as.map(named);
  const taken = new Set(designs.map(({ id }) => id));
  const asked = kernel.map((text) => {
    const [name, word] = named(text);
    const id = name ?? word.split('/').at(-1) ?? word;
    if (taken.has(id))
      throw new Failure('usage', `--kernel ${text}: there is a column ${id} already`, 'name it: --kernel NAME=KERNEL');
    taken.add(id);
    const its = stacks.find(([of]) => of === id) ?? stacks.find(([of]) => of === undefined);
    return { id, word, as: its?.[1] };
  });
  const stray = stacks.find(([of]) => of !== undefined && !asked.some(({ id }) => id === of));
  if (stray) throw new Failure('usage', `--as ${stray.join('=')}: no --kernel is called so`);
  if (stacks.length > 0 && asked.length === 0) throw new Failure('usage', '--as goes with --kernel');
  return asked;
}

/** The report with a column for each kernel. A kernel that cannot be run is a column that says why, and exit code 69. */
export async function withKernels(report: Report, task: Task, asked: readonly Asked[]): Promise<Report> {
  const { fixtures, header } = task;
  for (const { as } of asked) await checkStack(as);
  const columns: Column[] = [];
  for (const each of asked) columns.push(await columnFor(each, task));
  if (columns.some(({ kernel }) => kernel.failed !== undefined)) leaveWith('unavailable');
  const { faultTasks } = await import('../faults/of_report.ts');
  const { faultsAsTold } = await import('../faults/as_told.ts');
  const results = columns.flatMap((column) => column.results);
  const tasks = faultTasks(
    header,
    asked.map(({ id }) => id),
    fixtures,
    results,
  );
  const faults = [...(report.faults ?? []), ...tasks.flatMap(faultsAsTold)];
  return {
    ...report,
    header: {
      ...report.header,
      designs: [...report.header.designs, ...columns.map(designOf)],
      kernels: columns.map(({ kernel }) => kernel),
    },
    // Fixture by fixture, the kernels after the designs.
    results: fixtures.flatMap(({ id }) => [...report.results, ...results].filter(({ fixture }) => fixture === id)),
    ...(report.faults ? { faults } : {}),
  };
}

function designOf({ kernel: { id, release, failed } }: Column): ReportDesign {
  const title = failed === undefined ? `the kernel ${release}, as it was seen` : `a kernel that did not run: ${failed}`;
  return { id, title, provenance: 'observed', source: {}, touches: [] };
}

async function columnFor({ id, word, as }: Asked, { fixtures, header, quiet }: Task): Promise<Column> {
  const { findKernel } = await import('../oracle/live/debian.ts');
  const { LiveError } = await import('../oracle/live/live_error.ts');
  const { observeFixtures } = await import('../oracle/live/observe_fixtures.ts');
  const { columnOf } = await import('../oracle/judge/column.ts');
  const common = { id, named: word === id ? word : `${id}=${word}`, fixtures, as, without: header.without };
  try {
    const kernel = { ...findKernel(word), name: id };
    const begun = performance.now();
    const say = (text: string): void => {
      if (!quiet) note(text);
    };
    const { outcomes, failed } = await observeFixtures(kernel, fixtures, {
      as,
      onStep(fixture, done, of, title) {
        if (done === 1) say(`${id}: ${fixture.id}, ${[...fixtures].indexOf(fixture) + 1} of ${fixtures.length}`);
        if (process.stderr.isTTY) say(`  ${done}/${of} ${title}`);
      },
    });
    const all = [...outcomes.values()];
    const kept = all.filter((each) => 'kept' in each && each.kept).length;
    const run = all.filter((each) => 'recording' in each).length - kept;
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    say(`${id}: ${run} fixtures run, ${kept} known from before, ${all.length - run - kept} not run, ${seconds} s`);
    return columnOf({ ...common, outcomes, failed });
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    const why = error.hint === undefined ? error.message : `${error.message} (${error.hint})`;
    return columnOf({ ...common, outcomes: new Map(), failed: why });
  }
}

async function checkStack(stack: string | undefined): Promise<void> {
  if (stack === undefined) return;
  const { parseStack, StackError } = await import('../run/stack.ts');
  try {
    parseStack(stack);
  } catch (error) {
    if (error instanceof StackError) throw new Failure('usage', `--as ${stack}: ${error.message}`);
    throw error;
  }
}
