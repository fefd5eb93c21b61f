import { type BuildOptions, buildReport } from '../harness/compare/build_report.ts';
import type { Observation } from '../harness/types/observation.ts';
import { type Header, type Report, type ReportDesign, schemaVersion } from '../harness/types/report.ts';
import type { ConsequenceClass, RunResult, StepResult } from '../harness/types/result.ts';
import type { Fixture, Machine } from '../harness/types/scenario.ts';

/** A fixture with one add and one online, enough to lay out a report. */
export function sampleFixture(id: string, changes: Partial<Fixture> = {}): Fixture {
  const machine = { id: 'small', config: { memmap_on_memory: 'on' } } as Machine;
  return {
    id,
    title: `Title of ${id}`,
    about: '',
    topic: id.split('/')[0]!,
    file: `fixtures/scenarios/${id}.yaml`,
    hash: `hash of ${id}`,
    machine,
    claims: [],
    steps: [
      {
        title: 'add d0',
        actions: [{ op: 'add', dimm: 'd0', pages: 32768, node: 0 }],
        line: 4,
        column: 3,
      },
      {
        title: 'online_movable d0',
        actions: [{ op: 'online_movable', block: 'd0' }],
        line: 5,
        column: 3,
      },
    ],
    ...changes,
  };
}

/** A step that saw `present` pages in Movable and counted them. */
export function sampleStep(title: string, present: number, changes: Partial<StepResult> = {}): StepResult {
  const observation: Observation = { result: { step: 0 }, 'zone.present': { '0:Movable': present } };
  return {
    title,
    ret: 0,
    rets: [0],
    observation,
    counters: { 'page.init': present, 'lock taken: zone': 1 },
    ...changes,
  };
}

/** An `ok` run of the two steps. */
export function sampleRun(fixture: string, design: string, changes: Partial<RunResult> = {}): RunResult {
  return {
    fixture,
    design,
    verdict: 'ok',
    violations: [],
    cost: { 'page.init': 32768 },
    evidence: { checked: ['mm/memory_hotplug.c:online_pages'], unchecked: [] },
    steps: [sampleStep('add d0', 0), sampleStep('online_movable d0', 32768)],
    replay: `npx mhp-compare compare --fixture ${fixture} --design ${design}`,
    ...changes,
  };
}

export function sampleDesign(id: string, changes: Partial<ReportDesign> = {}): ReportDesign {
  return { id, title: `Title of ${id}`, provenance: 'posted', source: {}, touches: [], ...changes };
}

export function sampleHeader(designs: ReportDesign[], fixtures: number): Header {
  return {
    schemaVersion,
    tool: 'mhp-compare 0.0.0',
    base: 'linux@5.12',
    corpus: { hash: 'c0ffee', fixtures },
    designs,
    reference: 'unpatched',
    without: [],
    problems: [],
  };
}

/** Which run a fake model gives for a design on a fixture. */
export type FakeModel = (fixture: Fixture, design: string) => RunResult;

/** A report over the fake model. */
export function sampleReport(
  model: FakeModel,
  ids = ['span/one', 'span/two'],
  designs: ReportDesign[] = [
    sampleDesign('unpatched', { provenance: 'release' }),
    sampleDesign('oscar@v5'),
    sampleDesign('david@v10'),
  ],
  options: BuildOptions = {},
  header: Partial<Header> = {},
): Promise<Report> {
  const fixtures = ids.map((id) => sampleFixture(id));
  return buildReport({ ...sampleHeader(designs, fixtures.length), ...header }, fixtures, model, options);
}

/** What goes wrong, as classes by design and fixture; the invariant that says so is named after the class. */
export function violatingModel(broken: Record<string, Record<string, readonly ConsequenceClass[]>>): FakeModel {
  return ({ id, machine }, design) => {
    const classes = machine.config.memmap_on_memory === 'off' ? [] : (broken[design]?.[id] ?? []);
    const place = { step: 0, message: '', where: '', claims: [] };
    const violations = classes.map((name) => ({ invariant: `no/${name}`, class: name, ...place }));
    return sampleRun(id, design, { verdict: classes.length > 0 ? 'violates' : 'ok', violations });
  };
}

/** oscar@v5 crashes on span/one and shows another number on span/two; unpatched and david@v10 are alike and fine. */
export const differingModel: FakeModel = (fixture, design) => {
  const off = fixture.machine.config.memmap_on_memory === 'off';
  if (design !== 'oscar@v5' || off) return sampleRun(fixture.id, design);
  if (fixture.id === 'span/one') {
    return sampleRun(fixture.id, design, {
      verdict: 'oops',
      steps: [sampleStep('add d0', 0), sampleStep('online_movable d0', 0, { ret: 'oops' })],
      failure: { message: 'VM_BUG_ON in set_pageblock_migratetype', chain: ['online_pages', 'move_pfn_range_to_zone'] },
      evidence: { checked: [], unchecked: ['mm/memory_hotplug.c:online_pages@oscar@v5'] },
    });
  }
  return sampleRun(fixture.id, design, {
    verdict: 'violates',
    violations: [
      {
        invariant: 'presentWithinSpan',
        class: 'wrong number to user space',
        step: 1,
        message: 'present 40000 exceeds spanned 32768',
        where: '0:Movable',
        claims: [],
      },
    ],
    steps: [sampleStep('add d0', 0), sampleStep('online_movable d0', 40000)],
  });
};
