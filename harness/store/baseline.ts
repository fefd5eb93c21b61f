import { createHash } from 'node:crypto';
import type { Fault } from '../types/fault.ts';
import { type Header, type Report, type ReportResult, schemaVersion } from '../types/report.ts';
import {
  type ConsequenceClass,
  consequenceClasses,
  type Exposure,
  exposures,
  type Verdict,
  verdicts,
} from '../types/result.ts';
import { reportLines } from './line_shapes.ts';
import { type Line, type LineKind, writeLines } from './lines.ts';
import { list, object, oneOf, optional, text } from './shape.ts';

/** One fixture of a baseline: per design of the header the digest of all that was returned and seen. */
interface BriefFixture {
  fixture: string;
  hash: string;
  seen: string[];
}

/** Invariants by consequence class, the worst first. */
type Broken = Partial<Record<ConsequenceClass, string[]>>;

/** A result with something wrong in it; whatever has none of these lines is ok. */
interface BriefResult {
  fixture: string;
  design: string;
  verdict: Verdict;
  broken: Broken;
}

/** A fault by what a later one is held against; `fixture` is the one that shows it in the fewest steps. */
interface BriefFault {
  id: string;
  title: string;
  class: ConsequenceClass;
  exposure: Exposure;
  designs: string[];
  function: string;
  fixture: string;
}

export const baselineLines: Record<string, LineKind> = {
  header: reportLines.header,
  fixture: { keys: ['fixture'], shape: object({ fixture: text, hash: text, seen: list(text) }) },
  result: {
    keys: ['fixture', 'design'],
    shape: object({
      fixture: text,
      design: text,
      verdict: oneOf(verdicts),
      broken: object(Object.fromEntries(consequenceClasses.map((name) => [name, optional(list(text))]))),
    }),
  },
  fault: {
    keys: ['id'],
    shape: object({
      id: text,
      title: text,
      class: oneOf(consequenceClasses),
      exposure: oneOf(exposures),
      designs: list(text),
      function: text,
      fixture: text,
    }),
  },
};

/**
 * The report with what a later one is judged against, and no more: which invariants each design breaks, its faults, and one
 * digest of all that was returned and seen. One that is brief already stays as it is.
 */
export function briefOf(report: Report): Report {
  const { header, results, fixtures, faults } = report;
  if (header.brief) return report;
  const brief = results.map((result) => briefResult(result, brokenBy(result), seenIn(result)));
  return {
    header: { ...header, brief: true },
    results: brief,
    fixtures,
    featureOff: nothingOff,
    ...(faults ? { faults: faults.map((fault) => wholeFault(briefFault(fault))) } : {}),
  };
}

/** The brief report as JSON Lines: one line per fixture, per result that is not ok, and per fault. */
export function renderBaseline(report: Report): string {
  const { header, fixtures, results, faults } = briefOf(report);
  const { schemaVersion: _, revisions: __, ...head } = header;
  const byPair = new Map(results.map((result) => [`${result.fixture} ${result.design}`, result]));
  const lines = fixtures.flatMap(({ fixture, hash }): { type: string }[] => {
    const own = header.designs.map(({ id }) => byPair.get(`${fixture} ${id}`)!);
    const seen = own.map(({ steps }) => steps[0]!.seen);
    const bad = own.filter(({ verdict, violations }) => verdict !== 'ok' || violations.length > 0);
    return [
      { type: 'fixture', ...({ fixture, hash, seen } satisfies BriefFixture) },
      ...bad.map((result) => {
        const { design, verdict } = result;
        return { type: 'result', ...({ fixture, design, verdict, broken: brokenBy(result) } satisfies BriefResult) };
      }),
    ];
  });
  // What a design touches is no verdict.
  const designs = header.designs.map((design) => ({ ...design, touches: [] }));
  for (const fault of faults ?? []) lines.push({ type: 'fault', ...briefFault(fault) });
  return writeLines({ ...head, designs }, lines, ['fixture', 'result', ...(faults ? ['fault'] : [])]);
}

/** The brief report that renderBaseline wrote. */
export function reportOfBaseline(lines: readonly Line[]): Report {
  const { version: _, ...head } = lines[0]!.content;
  const header = { schemaVersion, ...head } as Header;
  const all = <T>(type: string): T[] => lines.filter((line) => line.type === type).map((line) => line.content as T);
  const bad = new Map(all<BriefResult>('result').map((one) => [`${one.fixture} ${one.design}`, one]));
  const fixtures = all<BriefFixture>('fixture');
  const counted = lines.at(-1)!.content['lines'] as Record<string, number>;
  for (const { content, fail } of lines)
    if (Array.isArray(content['seen']) && content['seen'].length !== header.designs.length)
      fail('inconsistent', `${content['seen'].length} digests for ${header.designs.length} designs`, 'seen');
  const results = fixtures.flatMap(({ fixture, seen }) =>
    header.designs.map(({ id: design }, at) => {
      const { verdict, broken } = bad.get(`${fixture} ${design}`) ?? { verdict: 'ok', broken: {} };
      return briefResult({ fixture, design, verdict }, broken, seen[at] ?? '');
    }),
  );
  const unknown = { title: '', topic: '', file: '', claims: [], steps: [], groups: [] };
  return {
    header,
    results,
    fixtures: fixtures.map(({ fixture, hash }) => {
      return { fixture, hash, ...unknown, featureOn: true, firstDivergence: null };
    }),
    featureOff: nothingOff,
    // A baseline of a report that nobody searched for faults has no such lines, not even a count of none.
    ...('fault' in counted ? { faults: all<BriefFault>('fault').map(wholeFault) } : {}),
  };
}

const nothingOff: Report['featureOff'] = { compared: 0, different: 0, exceptions: [] };

const nowhere = { step: 0, message: '', where: '' };

function briefResult(
  { fixture, design, verdict }: Pick<ReportResult, 'fixture' | 'design' | 'verdict'>,
  broken: Broken,
  seen: string,
): ReportResult {
  return {
    fixture,
    design,
    verdict,
    violations: consequenceClasses.flatMap((name) =>
      (broken[name] ?? []).map((invariant) => ({ ...nowhere, claims: [], invariant, class: name })),
    ),
    cost: {},
    evidence: { checked: [], unchecked: [] },
    steps: [{ ret: 0, cost: {}, seen }],
    replay: '',
  };
}

function briefFault({ id, title, class: name, exposure, designs, function: own, scenario }: Fault): BriefFault {
  return { id, title, class: name, exposure, designs, function: own, fixture: scenario.fixture };
}

/** What a baseline does not know of it is empty. */
function wholeFault({ fixture, ...known }: BriefFault): Fault {
  return {
    ...known,
    needs: [],
    of: '',
    hunk: { file: '', function: known.function },
    scenario: { fixture, machine: '', config: {}, steps: [], document: [] },
    firstWrong: { ...nowhere, title: '', invariant: '', by: [] },
    seenIn: [],
    seen: [],
    invariants: {},
    evidence: { checked: [], unchecked: [], recordings: [] },
    claims: [],
  };
}

function brokenBy({ violations }: ReportResult): Broken {
  const lists = consequenceClasses.map((name) => {
    const own = violations.filter((violation) => violation.class === name);
    return [name, [...new Set(own.map(({ invariant }) => invariant))].sort()] as const;
  });
  return Object.fromEntries(lists.filter(([, invariants]) => invariants.length > 0));
}

function seenIn({ steps }: ReportResult): string {
  const all = JSON.stringify(steps.map(({ ret, seen }) => [ret, seen]));
  return createHash('sha1').update(all).digest('hex').slice(0, 12);
}
