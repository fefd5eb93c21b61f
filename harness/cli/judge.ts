import type { Analysis } from '../analysis/analysis.ts';
import { behaviourChanges, changeText, type ReportChange } from '../analysis/changes.ts';
import { explainCommand } from '../analysis/fault_cases.ts';
import { faultChangeText } from '../analysis/fault_changes.ts';
import { command } from '../text/command.ts';
import type { Report } from '../types/report.ts';
import { Failure, leaveWith } from './exit.ts';
import { note } from './terminal.ts';

export const gates = ['changed', 'worse', 'violations'] as const;
export type Gate = (typeof gates)[number];

/** What a report is held against. */
export interface JudgeOptions {
  baseline?: string;
  failOn?: Gate;
}

/** Reads the baseline before anything is run: a gate that cannot be decided is a mistake of the command line. */
export async function readBaseline({ baseline, failOn }: JudgeOptions): Promise<Report | undefined> {
  if (failOn !== undefined && failOn !== 'violations' && baseline === undefined) {
    const hint = 'add --baseline reports/baseline.jsonl';
    throw new Failure('usage', `--fail-on ${failOn} needs an older report`, hint);
  }
  return baseline === undefined ? undefined : (await import('./report.ts')).loadReport(baseline);
}

/** Lines of a list that are told before the rest is only counted. */
const most = 12;

/** Says on standard error what changed since the baseline, and leaves exit code 1 when the gate fails. */
export async function judge(analysis: Analysis, { failOn, baseline }: JudgeOptions): Promise<void> {
  const failures = failOn === undefined ? [] : gateFailures(failOn, analysis);
  const told = new Set(failures);
  const news = analysis.news.filter((line) => !told.has(line));
  if (news.length > 0) note(short(news).join('\n  '));
  if (failures.length === 0) return;
  note([`gate ${failOn} failed:`, ...short(failures)].join('\n  '));
  note(`more: ${moreCommand(analysis, baseline)}`);
  leaveWith('gate');
}

function short(lines: readonly string[]): string[] {
  const rest = lines.length - most;
  return [...lines.slice(0, most), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

/** The one command to type after a gate failed. */
function moreCommand({ header, since, byDesign }: Analysis, baseline = 'BASELINE'): string {
  const fault = since?.faults?.find(({ kind }) => kind !== 'mended')?.fault;
  if (fault !== undefined) return explainCommand(header, fault);
  if (since !== undefined) return command(`diff ${baseline} REPORT.jsonl`);
  const wrong = byDesign.flatMap(({ results }) => results).find(({ verdict }) => verdict !== 'ok');
  return command(`explain ${wrong?.fixture.fixture}`);
}

/**
 * Why the gate fails, one line each; empty when it holds. `worse` is a new fault, a worse consequence of a known one, and
 * a worse result that no fault explains; `changed` also a mended fault and whatever else a fixture of both reports shows.
 */
export function gateFailures(gate: Gate, analysis: Analysis): string[] {
  const { byDesign, since, report, known } = analysis;
  if (gate === 'violations')
    return byDesign.flatMap(({ design, results }) =>
      results
        .filter(({ verdict }) => verdict !== 'ok' && verdict !== 'not run')
        .map(({ fixture, verdict }) => `${fixture.fixture} on ${design}: ${verdict}`),
    );
  const changes = behaviourChanges(since?.changed ?? []);
  if (since?.faults === undefined) return changes.filter(({ worse }) => gate === 'changed' || worse).map(changeText);
  const results = new Map(report.results.map((result) => [`${result.fixture} ${result.design}`, result]));
  const isTold = ({ fixture, design, kind }: ReportChange): boolean => {
    const result = results.get(`${fixture} ${design}`);
    return result !== undefined && kind !== 'observations' && (known(result).isKnown || known(result).fresh.length > 0);
  };
  const faults = since.faults.filter(({ kind }) => gate === 'changed' || kind !== 'mended');
  const others = changes.filter((change) => {
    if (change.kind === 'only-old') return false;
    return gate === 'changed' && change.kind !== 'only-new' ? true : isWorse(change) && !isTold(change);
  });
  return [...faults.map(faultChangeText), ...others.map(changeText)];
}

/** A fixture that is new may be wrong in a way that no fault explains. */
const isWorse = ({ worse, kind, new: now }: ReportChange): boolean => worse || (kind === 'only-new' && now !== 'ok');
