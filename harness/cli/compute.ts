import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { asJson, type Cache, keyOf, remembered } from '../cache/cache.ts';
import { projectRoot } from '../corpus/root.ts';
import type { FaultTask } from '../faults/of_report.ts';
import { findDesign } from '../run/designs.ts';
import type { OutsideDesign } from '../run/outside/open_design.ts';
import { renderJsonl } from '../store/jsonl.ts';
import { readJsonl } from '../store/read_jsonl.ts';
import type { Fault } from '../types/fault.ts';
import type { Header, Report, ReportClaim, ReportCost, ReportGrowth } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import type { ChosenDesigns } from './choose_designs.ts';
import { note, startProgress } from './terminal.ts';

/** What is compared, before anything has run. */
export interface Task {
  header: Header;
  fixtures: readonly Fixture[];
  chosen: ChosenDesigns;
  /** Number of threads, as many as there are processors unless told. */
  threads?: number | undefined;
  quiet?: boolean | undefined;
}

/** What is worked out beside the runs. */
export interface Sections {
  faults: boolean;
  claims: boolean;
  growth: boolean;
  costs: boolean;
}

/** The key of all that a report follows from, besides the program. */
export function inputKey({ header, fixtures }: Task): string {
  const files = ['recordings/confirmed.json', 'claims.yaml', 'costs.yaml'].map((name) =>
    join(projectRoot(), 'fixtures', name),
  );
  return keyOf(header, fixtures, files.map(readOrEmpty));
}

/** The whole report with observations, and with the sections that are wanted. */
export async function computeReport(task: Task, sections: Sections, cache: Cache): Promise<Report> {
  const { header, fixtures } = task;
  const input = inputKey(task);
  const read = (text: string): Report => readJsonl(text, 'the cache');
  const runs = await remembered(cache, keyOf(input, 'runs'), { read, write: renderJsonl }, () => run(task));
  const section = <T>(name: keyof Sections, compute: () => Promise<T>): Promise<Record<string, T>> | object =>
    sections[name] ? remembered(cache, keyOf(input, name), asJson, compute).then((value) => ({ [name]: value })) : {};
  const found: { faults?: Fault[] } = await section('faults', () => faultsOf(task, runs));
  const both = found.faults && sections.claims;
  const saidBy = both
    ? await remembered(cache, keyOf(input, 'saidBy'), asJson, () => said(header, fixtures, found.faults!))
    : {};
  return {
    ...runs,
    ...(found.faults ? { faults: found.faults.map((fault) => withSaidBy(fault, saidBy[fault.id])) } : {}),
    ...(await section('claims', () => decided(header, fixtures))),
    ...(await section('growth', () => measured(header))),
    ...(await section('costs', () => figure(header))),
  };
}

/** Fewer runs than this are over before threads would have loaded the model. */
const worthThreads = 150;

const threadsOf = (asked: number | undefined): number => asked ?? Math.min(availableParallelism(), 8);

async function run({ header, fixtures, chosen, threads: asked, quiet }: Task): Promise<Report> {
  const runs = fixtures.length * (2 * header.designs.length + (header.revisions?.length ?? 0));
  const progress = await startProgress(fixtures.length, runs, quiet);
  const onProgress = (done: number, fixture: Fixture): void => progress.update(done, fixture.id);
  const build = { observations: true, onProgress };
  const threads = threadsOf(asked);
  try {
    if (runs >= worthThreads && threads > 1 && !chosen.hasOutside) {
      const { buildInParallel } = await import('../compare/parallel.ts');
      return await buildInParallel(header, fixtures, threads, build);
    }
    const { buildReport } = await import('../compare/build_report.ts');
    return await buildReport(header, fixtures, await chosen.runner(), build);
  } finally {
    progress.stop();
  }
}

/** Designs from files are experimented on in their own threads, after the others: their limits are of processor time. */
async function faultsOf({ fixtures, chosen, threads: asked }: Task, { header, results }: Report): Promise<Fault[]> {
  const { faultTasks } = await import('../faults/of_report.ts');
  const { acrossDesigns } = await import('../faults/across.ts');
  const ids = header.designs.map(({ id }) => id);
  const tasks = faultTasks(header, ids, fixtures, results);
  const inside = tasks.filter(({ design }) => !chosen.outside.has(design));
  const lists = new Map((await insideFaults(inside, threadsOf(asked))).map((list, at) => [inside[at], list]));
  for (const task of tasks) {
    const design = chosen.outside.get(task.design);
    if (design) lists.set(task, await outsideFaults(task, design));
  }
  return acrossDesigns(tasks.map((task) => lists.get(task) ?? []));
}

async function insideFaults(tasks: readonly FaultTask[], threads: number): Promise<Fault[][]> {
  const work = tasks.reduce((sum, task) => sum + task.fixtures.length, 0);
  if (threads === 1 || tasks.length < 2 || work < worthThreads)
    return tasks.map((await import('../faults/of_report.ts')).faultsOfTask);
  const { faultsInParallel } = await import('../faults/parallel.ts');
  return await faultsInParallel(tasks, threads);
}

async function outsideFaults(task: FaultTask, design: OutsideDesign): Promise<Fault[]> {
  const { faultsOutside } = await import('../faults/outside.ts');
  const { faults, why } = await faultsOutside(task, (module, input) => design.task(module, input));
  if (why !== undefined) note(`the faults of ${task.design} are told by what was seen alone: ${why}`);
  return faults;
}

async function decided({ base, designs }: Header, fixtures: readonly Fixture[]): Promise<ReportClaim[]> {
  const { readLedger } = await import('./claims.ts');
  const { decideAll } = await import('../claims/ledger.ts');
  const { loreLink } = await import('../claims/load.ts');
  const { runSource } = await import('../claims/runs.ts');
  const { reportClaims } = await import('../compare/report_sections.ts');
  const all = decideAll(await readLedger(), { source: runSource(fixtures, base), base });
  return reportClaims(
    all,
    designs.map(({ id }) => id),
    loreLink,
  );
}

const withSaidBy = (fault: Fault, saidBy: Fault['saidBy']): Fault => (saidBy ? { ...fault, saidBy } : fault);

async function said(
  { base, designs }: Header,
  fixtures: readonly Fixture[],
  faults: readonly Fault[],
): Promise<Record<string, NonNullable<Fault['saidBy']>>> {
  const { readLedger } = await import('./claims.ts');
  const { saidByOf } = await import('../claims/said_by.ts');
  const { runSource } = await import('../claims/runs.ts');
  const ids = designs.map(({ id }) => id).filter((id) => findDesign(id) !== undefined);
  return saidByOf(faults, { claims: await readLedger(), source: runSource(fixtures, base), base, designs: ids });
}

async function measured({ base, designs }: Header): Promise<ReportGrowth[]> {
  const { measureGrowth } = await import('../cost/growth.ts');
  const { reportGrowth } = await import('../compare/report_sections.ts');
  const ids = designs.map(({ id }) => id);
  return reportGrowth(measureGrowth(ids, (design) => `${base}+${design}`));
}

async function figure({ base, designs }: Header): Promise<ReportCost[]> {
  const { readCosts } = await import('../cost/costs_file.ts');
  const { measureFigure } = await import('../cost/figure.ts');
  const ids = designs.map(({ id }) => id).filter((id) => findDesign(id) !== undefined);
  return measureFigure(ids, (design) => `${base}+${design}`, readCosts().weights);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
