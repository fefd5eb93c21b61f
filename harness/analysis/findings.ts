import { rankOf, worstOf } from '../types/consequence.ts';
import type { ReportResult } from '../types/report.ts';
import type { ConsequenceClass, Need, Verdict } from '../types/result.ts';
import type { IndexedReport } from './report_index.ts';
import { consequenceText, stepText } from './words.ts';

interface Found {
  design: string;
  /** Id of the invariant, `expectation`, or the verdict for an end without a violation (`oops`, `error`). */
  what: string;
  verdict: Verdict;
  /** Undefined for `timeout` and `error`: not a consequence of the design, but no answer either. */
  class: ConsequenceClass | undefined;
  message: string;
  /** What it takes to see it in the first fixture. */
  needs: Need[];
  where: string;
  /** Step of the first fixture, 0-based. */
  step: number;
  /** The first is the one told about, and the one that `replay` shows. */
  fixtures: string[];
  replay: string;
}

/** One thing that is wrong with one design, however many fixtures show it, with what a reader is told of it. */
export interface ReportFinding extends Found {
  stepTitle: string;
  /** `crash (only with DEBUG_VM)`. */
  consequence: string;
  /** `step 2 online_movable d0: present 40000 exceeds spanned 32768`. */
  said: string;
  /** Path and line of the step in the first fixture. */
  place: { file: string; line: number };
  messageId?: string;
  /** Of the functions that ran in the first fixture, how many a recording of a real kernel confirms. */
  functions: { confirmed: number; ran: number };
}

/** Findings from the worst consequence to the mildest; the same invariant broken by the same design is one finding. */
export function findingsOf(report: IndexedReport): ReportFinding[] {
  const findings = new Map<string, Found>();
  for (const result of report.results) {
    for (const finding of findingsIn(result)) {
      const key = `${finding.design}\n${finding.what}\n${finding.class}`;
      const known = findings.get(key);
      const others = (known?.fixtures ?? []).filter((fixture) => fixture !== result.fixture);
      // Told by the fixture that needs least to show it, the first of those.
      if (!known || finding.needs.length < known.needs.length)
        findings.set(key, { ...finding, fixtures: [result.fixture, ...others] });
      else if (known.fixtures[0] !== result.fixture) known.fixtures = [...others, result.fixture];
    }
  }
  return [...findings.values()].sort((a, b) => rankOf(a.class) - rankOf(b.class)).map((one) => told(one, report));
}

function findingsIn(result: ReportResult): Found[] {
  const { design, verdict, replay, fixture, violations, failure, steps } = result;
  const common = { design, verdict, replay, fixtures: [fixture] };
  if (violations.length > 0 || verdict === 'ok')
    return violations.map(({ invariant: what, class: name, message, needs = [], where, step }) => {
      return { ...common, what, class: name, message, needs, where, step };
    });
  const { message = '', chain = [] } = failure ?? {};
  const end = { message, where: chain.join(' > '), step: Math.max(0, steps.length - 1) };
  return [{ ...common, what: verdict, class: worstOf(result), needs: [], ...end }];
}

function told(finding: Found, report: IndexedReport): ReportFinding {
  const { design, step, message, fixtures } = finding;
  const [first = ''] = fixtures;
  const fixture = report.fixture.get(first);
  const { title: stepTitle = '', line = 1 } = fixture?.steps[step] ?? {};
  const { checked = [], unchecked = [] } = report.result(first, design)?.evidence ?? {};
  const { messageId } = report.header.designs.find(({ id }) => id === design)?.source ?? {};
  return {
    ...finding,
    stepTitle,
    consequence: consequenceText(finding),
    said: stepText(step, stepTitle, message),
    place: { file: fixture?.file ?? '', line: Math.max(1, line) },
    ...(messageId === undefined ? {} : { messageId }),
    functions: { confirmed: checked.length, ran: checked.length + unchecked.length },
  };
}
