import type { Analysis } from '../analysis/analysis.ts';
import { explainCommand } from '../analysis/fault_cases.ts';
import { faultChangeText } from '../analysis/fault_changes.ts';
import { clipped } from '../text/visible.ts';
import { renderMarkdown } from './markdown.ts';

/** GitHub drops a step summary of more bytes than this as a whole. */
const mostBytes = 1024 * 1024;
/** GitHub shows ten annotations of a kind and step. */
const mostAnnotations = 10;

/** What a step of GitHub Actions leaves behind. */
export interface GithubReport {
  /** Markdown for the file named by GITHUB_STEP_SUMMARY. */
  summary: string;
  /** Workflow commands for standard output, a line each. */
  annotations: string;
}

export function renderGithub(analysis: Analysis): GithubReport {
  return { summary: summaryWithin(analysis, mostBytes), annotations: annotationsOf(analysis) };
}

/**
 * The Markdown report below a number of bytes: without the rows that are alike, then without its last sections, which
 * are the longest and the least asked for, down to the verdict.
 */
export function summaryWithin(analysis: Analysis, bytes: number): string {
  const full = folded(renderMarkdown(analysis, { all: false }).replace(/^#/gm, '##'));
  if (Buffer.byteLength(full) < bytes) return full;
  const left = '\n\nThe rest is left out, a step summary has a size limit: see the report among the artifacts.\n';
  let room = bytes - Buffer.byteLength(`\n\n</details>${left}`) - 1;
  const kept: string[] = [];
  for (const section of full.split(/\n\n(?=### |<\/?details)/)) {
    const size = Buffer.byteLength(section) + 2;
    if (size > room) break;
    room -= size;
    kept.push(section);
  }
  const open =
    kept.some((part) => part.startsWith('<details>')) && !kept.some((part) => part.trimEnd() === '</details>');
  return `${kept.join('\n\n')}${open ? '\n\n</details>' : ''}${left}`;
}

/** Lines that are seen before anything is opened. */
const screenful = 40;

/** What goes beyond a screen stands behind a line to click on; a section stays whole. */
function folded(markdown: string): string {
  const sections = markdown.trimEnd().split(/\n\n(?=### )/);
  let lines = 0;
  const fits = sections.findIndex((section) => {
    lines += section.split('\n').length + 1;
    return lines > screenful;
  });
  // The first section is the answer, however long.
  const from = Math.max(1, fits);
  if (fits === -1 || from >= sections.length) return markdown;
  const rest = sections.slice(from);
  return `${[...sections.slice(0, from), '<details><summary>The whole report</summary>', ...rest, '</details>'].join('\n\n')}\n`;
}

/** What is new or worse since the baseline; without one each finding. The worst come first. */
function annotationsOf(analysis: Analysis): string {
  return analysis.since?.faults === undefined ? findingAnnotations(analysis) : faultAnnotations(analysis);
}

/** One `::error` per new or worse fault, at the step of the fixture that shows it in the fewest steps. */
function faultAnnotations({ since, report, header }: Analysis): string {
  const fresh = since!.faults!.filter(({ kind }) => kind !== 'mended');
  const lines = fresh.slice(0, mostAnnotations).map((change) => {
    const fault = report.faults?.find(({ id }) => id === change.fault);
    const own = fault?.seen.find(({ fixture }) => fixture === fault.scenario.fixture) ?? fault?.seen[0];
    const fixture = report.fixtures.find((one) => one.fixture === own?.fixture);
    const line = fixture?.steps[own?.step ?? 0]?.line ?? 1;
    const place = fixture === undefined ? '' : `file=${property(fixture.file)},line=${line},`;
    const title = clipped(`${change.design}: ${change.kind}: ${change.fault}`, 200);
    const text = `${clipped(faultChangeText(change), 1000)}\n${explainCommand(header, change.fault)}`;
    return `::error ${place}title=${property(title)}::${data(text)}\n`;
  });
  const rest = fresh.length - lines.length;
  return [...lines, ...(rest > 0 ? [`::notice::${rest} more faults are new or worse\n`] : [])].join('');
}

/** One `::error` per finding, at the step of the fixture that shows it. */
function findingAnnotations({ findings }: Analysis): string {
  const lines = findings.slice(0, mostAnnotations).map(({ design, what, consequence, said, place, replay }) => {
    const title = clipped(`${design}: ${consequence}: ${what}`, 200);
    const text = `${clipped(said, 1000)}\n${replay}`;
    return `::error file=${property(place.file)},line=${place.line},title=${property(title)}::${data(text)}`;
  });
  const rest = findings.length - lines.length;
  if (rest > 0) lines.push(`::notice::${rest} more findings are in the report`);
  return lines.map((line) => `${line}\n`).join('');
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
