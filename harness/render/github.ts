import type { Analysis } from '../analysis/analysis.ts';
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
  const full = renderMarkdown(analysis, { all: false }).replace(/^#/gm, '##');
  if (Buffer.byteLength(full) < bytes) return full;
  const left = '\n\nThe rest is left out, a step summary has a size limit: see the report among the artifacts.\n';
  let room = bytes - Buffer.byteLength(left) - 1;
  const kept: string[] = [];
  for (const section of full.split(/\n\n(?=### )/)) {
    const size = Buffer.byteLength(section) + 2;
    if (size > room) break;
    room -= size;
    kept.push(section);
  }
  return `${kept.join('\n\n')}${left}`;
}

/** One `::error` per finding, at the step of the fixture that shows it; the worst come first. */
function annotationsOf({ findings }: Analysis): string {
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
