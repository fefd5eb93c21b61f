import type { Analysis } from '../analysis/analysis.ts';
import type { ReportFinding } from '../analysis/findings.ts';
import { atText } from '../analysis/told_results.ts';
import { clipped } from '../text/visible.ts';
import { wrap } from '../text/wrap.ts';

const columns = 72;
const mostLines = 80;

/**
 * The report as text for a reply on a mailing list: the verdict first, then one paragraph per finding with consequence,
 * evidence, Message-ID and the command that shows it. At most 80 lines of at most 72 columns; what does not fit is
 * counted. Only a single word that is longer, such as a Message-ID, is cut.
 */
export function renderMail(analysis: Analysis): string {
  const lines = [...verdictLines(analysis), '', ...featureOffLines(analysis)];
  const findings = analysis.findings.map(findingLines);
  const footer = footerLines(analysis);
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

function verdictLines({ header, matrix: { rows }, ranking, notes }: Analysis): string[] {
  const differing = rows.filter(({ differs }) => differs).length;
  const head = `${header.designs.length} designs on ${header.base}, ${rows.length} scenarios, verdicts differ on ${differing}.`;
  const judged = ranking.lines.filter(({ design }) => design !== header.reference);
  // Designs beyond the first ten are a family that a mail cannot do justice to.
  const places = judged.slice(0, 10).map(({ place, design, text }) => paragraph(`${place}. ${design}: ${text}`, 3));
  const rest = judged.length - places.length;
  return [
    ...[head, ...notes].flatMap((text) => paragraph(text)),
    ...places.flat(),
    ...(rest > 0 ? [`   ... and ${rest} more designs.`] : []),
  ];
}

function featureOffLines({ featureOff: { text, groups } }: Analysis): string[] {
  const shown = groups.slice(0, 2).map((group) => paragraph(`- ${group.text}`, 2).slice(0, 6));
  const rest = groups.length - shown.length;
  return [...paragraph(`${text}.`), ...shown.flat(), ...(rest > 0 ? [`- and ${rest} more.`] : [])];
}

function findingLines(finding: ReportFinding): string[] {
  const { design, consequence, what, fixtures, said, where, functions, messageId, replay } = finding;
  const others = fixtures.length > 1 ? ` and ${fixtures.length - 1} more` : '';
  return [
    ...paragraph(`* ${design}: ${consequence}: ${what}`, 2),
    ...paragraph(`  ${fixtures[0]}${others}, ${said}${atText(where)}`, 2).slice(0, 5),
    ...paragraph(`  evidence: ${functions.confirmed} of ${functions.ran} model functions confirmed by real kernels`, 2),
    ...(messageId ? paragraph(`  Message-ID: <${messageId}>`, 2) : []),
    ...commandLines(replay),
  ];
}

function footerLines({ header: { tool, corpus }, evidence: { text, checked, functions } }: Analysis): string[] {
  const confirmed = `${checked} of ${functions} model functions confirmed by recordings of real kernels`;
  return [...paragraph(text), ...paragraph(`${tool}, corpus ${corpus.hash}; ${confirmed}.`)];
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
