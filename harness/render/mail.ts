import { evidenceOf, evidenceText } from '../analysis/evidence.ts';
import { exceptionGroups } from '../analysis/exception_groups.ts';
import { type Finding, findingsOf } from '../analysis/findings.ts';
import { matrixOf } from '../analysis/matrix.ts';
import { ranking } from '../analysis/ranking.ts';
import { countsOf } from '../analysis/summary.ts';
import { consequenceText, exceptionText, featureOffText, standingText } from '../analysis/words.ts';
import { clipped } from '../text/visible.ts';
import { wrap } from '../text/wrap.ts';
import type { Report } from '../types/report.ts';

const columns = 72;
const mostLines = 80;

/**
 * The report as text for a reply on a mailing list: the verdict first, then one paragraph per finding with consequence,
 * evidence, Message-ID and the command that shows it. At most 80 lines of at most 72 columns; what does not fit is
 * counted. Only a single word that is longer, such as a Message-ID, is cut.
 */
export function renderMail(report: Report): string {
  const lines = [...verdictLines(report), '', ...featureOffLines(report)];
  const findings = findingsOf(report).map((finding) => findingLines(finding, report));
  const footer = footerLines(report);
  const room = mostLines - footer.length - 3;
  let told = 0;
  for (const block of findings) {
    if (lines.length + block.length + 1 > room) break;
    lines.push('', ...block);
    told++;
  }
  const rest = findings.length - told;
  if (rest > 0) lines.push('', `... and ${rest} more of ${findings.length} findings, milder or alike.`);
  if (findings.length === 0) lines.push('', 'Nothing goes wrong on any design.');
  lines.push('', ...footer);
  return `${lines.slice(0, mostLines).join('\n')}\n`;
}

function verdictLines(report: Report): string[] {
  const standings = ranking(report).filter(({ design }) => design !== report.header.reference);
  const rows = matrixOf(report);
  const head = `${report.header.designs.length} designs on ${report.header.base}, ${rows.length} scenarios, verdicts differ on ${rows.filter((row) => row.differs).length}.`;
  // Designs beyond the first ten are a family that a mail cannot do justice to.
  const places = standings
    .slice(0, 10)
    .map((one, at) => paragraph(`${at + 1}. ${one.design}: ${standingText(one)}`, 3));
  const rest = standings.length - places.length;
  return [...paragraph(head), ...places.flat(), ...(rest > 0 ? [`   ... and ${rest} more designs.`] : [])];
}

function featureOffLines(report: Report): string[] {
  const groups = exceptionGroups(report);
  const shown = groups.slice(0, 2).map((group) => paragraph(`- ${exceptionText(group)}`, 2).slice(0, 6));
  const rest = groups.length - shown.length;
  return [...paragraph(`${featureOffText(report)}.`), ...shown.flat(), ...(rest > 0 ? [`- and ${rest} more.`] : [])];
}

function findingLines(finding: Finding, report: Report): string[] {
  const { design, what, message, where, step, stepTitle, fixtures, replay } = finding;
  const others = fixtures.length > 1 ? ` and ${fixtures.length - 1} more` : '';
  const source = report.header.designs.find(({ id }) => id === design)?.source.messageId;
  const result = report.results.find((one) => one.design === design && one.fixture === fixtures[0]);
  const unchecked = result?.evidence.unchecked.length ?? 0;
  const ran = unchecked + (result?.evidence.checked.length ?? 0);
  const place = where === '' ? '' : ` (at ${where})`;
  return [
    ...paragraph(`* ${design}: ${consequenceText(finding)}: ${what}`, 2),
    ...paragraph(`  ${fixtures[0]}${others}, step ${step + 1} ${stepTitle}: ${message}${place}`, 2).slice(0, 5),
    ...paragraph(`  evidence: ${ran - unchecked} of ${ran} model functions confirmed by real kernels`, 2),
    ...(source ? paragraph(`  Message-ID: <${source}>`, 2) : []),
    ...commandLines(replay),
  ];
}

function footerLines(report: Report): string[] {
  const { functions, checked } = countsOf(report).evidence;
  const { tool, corpus } = report.header;
  return [
    ...paragraph(evidenceText(evidenceOf(report))),
    ...paragraph(
      `${tool}, corpus ${corpus.hash}; ${checked} of ${functions} model functions confirmed by recordings of real kernels.`,
    ),
  ];
}

/** A command that a shell takes as it stands: broken with backslashes. */
function commandLines(command: string): string[] {
  const lines = wrap(`  $ ${command}`, columns - 2, 6).split('\n');
  return lines.map((line, at) => clipped(at === lines.length - 1 ? line : `${line} \\`, columns));
}

/** Lines of at most 72 columns; what cannot be broken is cut. */
function paragraph(text: string, indent = 0): string[] {
  return wrap(text, columns, indent)
    .split('\n')
    .map((line) => clipped(line, columns));
}
