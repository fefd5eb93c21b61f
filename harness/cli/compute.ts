import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asJson, type Cache, keyOf, remembered } from '../cache/cache.ts';
import { projectRoot } from '../corpus/root.ts';
import type { FaultTask } from '../faults/of_report.ts';
import { findDesign } from '../run/designs.ts';
import type { OutsideDesign } from '../run/outside/open_design.ts';
import { renderJsonl } from '../store/jsonl.ts';
import { readJsonl } from '../store/read_jsonl.ts';
import type { Fault } from '../types/fault.ts';
import type { Header, Report, ReportClaim, ReportCost, ReportGrowth, ReportProof } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import type { ChosenDesigns } from './choose_designs.ts';
import { threadsOf } from './options.ts';
import { progressLookOf, startProgress } from './progress.ts';
import { note } from './terminal.ts';

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
  proofs: boolean;
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
  const read = (text: string): Report => readJsonl(text, 'the cache');
  const key = keyOf(inputKey(task), 'runs');
  const runs = await remembered(cache, key, { read, write: renderJsonl }, () => run(task));
  return addSections(task, runs, sections, cache);
}

/** What is worked out beside the runs of a task, to them. */
export async function addSections(task: Task, runs: Report, sections: Sections, cache: Cache): Promise<Report> {
  const { header, fixtures } = task;
  const input = inputKey(task);
  const section = <T>(name: keyof Sections, compute: () => Promise<T>): Promise<Record<string, T>> | object =>
    sections[name] ? remembered(cache, keyOf(input, name), asJson, compute).then((value) => ({ [name]: value })) : {};
  const phase = (text: string): void => {
    if (progressLookOf(runsOf(task), task.quiet) === 'lines') note(text);
  };
  const found: { faults?: Fault[] } = await section('faults', () => faultsOf(task, runs));
  const both = found.faults && sections.claims;
  const saidBy = both
    ? await remembered(cache, keyOf(input, 'saidBy'), asJson, () => said(header, fixtures, found.faults!))
    : {};
  return {
    ...runs,
    ...(found.faults ? { faults: found.faults.map((fault) => withSaidBy(fault, saidBy[fault.id])) } : {}),
    ...(await section('claims', () => {
      phase('deciding the claims');
      return decided(header, fixtures);
    })),
    ...(await section('growth', () => {
      phase(`measuring how work grows, ${header.designs.length} designs`);
      return measured(header);
    })),
    ...(await section('costs', () => {
      phase(`measuring what operations cost, ${header.designs.length} designs`);
      return figure(header);
    })),
    ...(await section('proofs', () => {
      phase('holding designs against each other over every sequence');
      return proved(header, threadsOf(task.threads));
    })),
  };
}

/** Which sections a report has. `whole`: of all fixtures, in one piece. */
export function wantedSections(
  { format, out }: { format: string; out?: string },
  whole: boolean,
  { header, chosen }: Pick<Task, 'header' | 'chosen'>,
): Sections {
  // On a part of the corpus most claims are out of reach, and nothing here can measure a design from elsewhere.
  const all = whole && header.problems.length === 0 && !chosen.hasOutside;
  const kept = format === 'html' || format === 'jsonl' || out !== undefined;
  // Claims, growth and proofs are worked out for whoever keeps the report; a terminal has verbs for them.
  return {
    faults: true,
    costs: whole,
    claims: all && (kept || format === 'json'),
    growth: all && kept,
    proofs: all && kept,
  };
}

/** Fewer runs than this are over before threads would have loaded the model. */
const worthThreads = 150;

const runsOf = ({ header, fixtures }: Task): number =>
  fixtures.length * (2 * header.designs.length + (header.revisions?.length ?? 0));

async function run(task: Task): Promise<Report> {
  const { header, fixtures, chosen, threads: asked, quiet } = task;
  const runs = runsOf(task);
  const progress = await startProgress(fixtures.length, runs, quiet, 'fixtures run');
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
async function faultsOf(task: Task, { header, results }: Report): Promise<Fault[]> {
  const { fixtures, chosen, threads, quiet } = task;
  const { faultTasks } = await import('../faults/of_report.ts');
  const { acrossDesigns } = await import('../faults/across.ts');
  const ids = header.designs.map(({ id }) => id);
  const tasks = faultTasks(header, ids, fixtures, results);
  const isInside = ({ design }: FaultTask): boolean => !chosen.outside.has(design);
  const progress = await startProgress(tasks.length, runsOf(task), quiet, 'designs searched for faults');
  let done = 0;
  const onDone = ({ design }: FaultTask): void => progress.update(++done, design);
  try {
    const lists = await insideFaults(tasks.filter(isInside), threadsOf(threads), onDone);
    for (const each of tasks) {
      const design = chosen.outside.get(each.design);
      if (design === undefined) continue;
      lists.set(each, await outsideFaults(each, design));
      onDone(each);
    }
    return acrossDesigns(tasks.map((each) => lists.get(each) ?? []));
  } finally {
    progress.stop();
  }
}

type Lists = Map<FaultTask, Fault[]>;

export async function insideFaults(
  tasks: readonly FaultTask[],
  threads: number,
  onDone: (task: FaultTask) => void,
): Promise<Lists> {
  const work = tasks.reduce((sum, task) => sum + task.fixtures.length, 0);
  if (threads > 1 && tasks.length > 1 && work >= worthThreads) {
    const { faultsInParallel } = await import('../faults/parallel.ts');
    return await faultsInParallel(tasks, threads, onDone);
  }
  const { faultsOfTask } = await import('../faults/of_report.ts');
  const lists: Lists = new Map();
  for (const task of tasks) {
    lists.set(task, faultsOfTask(task));
    onDone(task);
  }
  return lists;
}

export async function outsideFaults(task: FaultTask, design: OutsideDesign): Promise<Fault[]> {
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

/** On the machines that differ in geometry; `prove --all` takes all there are. */
async function proved({ base, designs }: Header, threads: number): Promise<ReportProof[]> {
  const { proveForReport } = await import('./prove_for_report.ts');
  const ids = designs.map(({ id }) => id).filter((id) => findDesign(id) !== undefined);
  return proveForReport(base, ids, threads);
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
