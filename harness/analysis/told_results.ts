import { worstOf } from '../types/consequence.ts';
import type { FixtureComparison, ReportResult } from '../types/report.ts';
import type { Verdict } from '../types/result.ts';
import type { Known } from './known.ts';
import type { IndexedReport } from './report_index.ts';
import { classWords, needsText, stepText, verdictWords } from './words.ts';

/** The results of one design. */
export interface DesignResults {
  design: string;
  results: ToldResult[];
  failed: number;
}

type KnownIn = (result: ReportResult) => Known;

/** One result with all that there is to say of it. */
export interface ToldResult {
  fixture: FixtureComparison;
  verdict: Verdict;
  /** `violates: wrong number`, or `ok`. */
  verdictText: string;
  /** What went wrong, a line each: the violations, or how the run ended. Empty for `ok`. */
  wrong: string[];
  /** What stands behind the verdict. */
  evidence: string;
  replay: string;
  known: Known;
}

/** By design in the order of the header. */
export function resultsByDesign({ header, ofDesign, fixture }: IndexedReport, knownIn: KnownIn): DesignResults[] {
  return header.designs.map(({ id }) => {
    const results = ofDesign.get(id) ?? [];
    return {
      design: id,
      results: results.map((result) => told(result, fixture.get(result.fixture)!, knownIn(result))),
      failed: results.filter(({ verdict }) => verdict !== 'ok' && verdict !== 'not run').length,
    };
  });
}

function told(result: ReportResult, fixture: FixtureComparison, known: Known): ToldResult {
  const { verdict, replay } = result;
  const worst = worstOf(result);
  const { word } = verdictWords[verdict];
  const verdictText = worst === undefined ? word : `${word}: ${classWords[worst].word}`;
  const [wrong, evidence] = [wrongLines(result, fixture), evidenceLine(result)];
  return { fixture, verdict, verdictText, wrong, evidence, replay, known };
}

function wrongLines({ violations, verdict, failure }: ReportResult, { steps }: FixtureComparison): string[] {
  const lines = violations.map(({ invariant, class: name, step, message, where, claims, needs = [] }) => {
    const about = claims.length === 0 ? '' : ` [${claims.join(', ')}]`;
    const only = needs.length === 0 ? '' : ` (${needsText(needs)})`;
    return `${name}${only}: ${invariant}: ${stepText(step, steps[step]?.title ?? '', message)}${atText(where)}${about}`;
  });
  if (lines.length > 0 || verdict === 'ok') return lines;
  return [`${verdict}: ${failureText(failure)}`];
}

/** Lines of a console that are told where a line is told. */
const mostConsole = 12;

/** ` (at 0:Movable)`; empty for nowhere. */
export const atText = (where: string): string => (where === '' ? '' : ` (at ${where})`);

/** How a run ended, with the call chain; empty where it came to its end. */
export const failureText = (failure: ReportResult['failure']): string =>
  failure === undefined ? '' : `${failure.message}${atText(failure.chain.join(' > '))}`;

function evidenceLine({ evidence, notObservable, console, verdict }: ReportResult): string {
  if (verdict === 'not run') return 'not run';
  if (notObservable || console) {
    const names = (notObservable ?? []).map(({ invariant, part }) => `${invariant}${part ? ' (in part)' : ''}`);
    const died = console ? `; the console: ${console.slice(-mostConsole).join(' / ')}` : '';
    return `observed on a real kernel; not observable: ${names.join(', ') || 'nothing'}${died}`;
  }
  const names = evidence.unchecked.map((id) => id.replace(/^[^:]*:/, ''));
  if (names.length === 0) return 'every model function behind it is confirmed by a recording of a real kernel';
  return `${names.length} of ${names.length + evidence.checked.length} functions behind it not confirmed: ${names.join(', ')}`;
}
