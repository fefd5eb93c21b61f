import type { Analysis } from '../analysis/analysis.ts';
import { explainCommand } from '../analysis/fault_cases.ts';
import { briefText, mendedText, saidText } from '../analysis/fault_words.ts';
import type { FaultRow } from '../analysis/faults.ts';
import type { ReportFinding } from '../analysis/findings.ts';
import { classLegend, exposureLegend } from '../analysis/legend.ts';
import { atText } from '../analysis/told_results.ts';
import type { Header } from '../types/report.ts';
import { commandLines, paragraph } from './mail_text.ts';

const mostLines = 58;

/**
 * The report as text for a reply on a mailing list: what to take and why, then one paragraph per fault with what it takes,
 * who has it and what mends it; where nobody looked for faults, per finding with the command that shows it. Less than 60
 * lines of at most 72 columns; what does not fit is counted. Only a single word that is longer, such as a Message-ID, is cut.
 */
export function renderMail(analysis: Analysis): string {
  const { known } = analysis.faults;
  const lines = [
    ...newsLines(analysis),
    ...answerLines(analysis),
    '',
    ...placesLines(analysis),
    '',
    ...featureOffLines(analysis),
    ...(analysis.proofs.line === '' ? [] : ['', ...paragraph(analysis.proofs.line)]),
  ];
  const told = known ? inOrder(analysis).map((row) => faultLines(row, analysis)) : analysis.findings.map(findingLines);
  const footer = [...legendLines(analysis), ...footerLines(analysis)];
  const room = mostLines - footer.length - 3;
  let shown = 0;
  for (const block of told) {
    if (lines.length + block.length + 1 > room) break;
    lines.push('', ...block);
    shown++;
  }
  const rest = told.length - shown;
  if (rest > 0)
    lines.push('', `... and ${rest} more of ${told.length} ${known ? 'faults' : 'findings'}, milder or alike.`);
  if (told.length === 0) lines.push('', 'Nothing goes wrong on any design.');
  lines.push('', ...footer);
  return `${lines.slice(0, mostLines).join('\n')}\n`;
}

/** What is new, worse and mended since the baseline; the rest of the mail is what stands now. */
function newsLines({ news: [head, ...each] }: Analysis): string[] {
  if (head === undefined) return [];
  const rest = each.length - mostNews;
  const shown = each.slice(0, mostNews).flatMap((line) => paragraph(`* ${line}`, 2).slice(0, 4));
  return [...paragraph(`${head}.`), ...shown, ...(rest > 0 ? [`* and ${rest} more.`] : []), ''];
}

const mostNews = 6;

function answerLines({ title, notes, kernels, recommendation: { answer } }: Analysis): string[] {
  // Which invariants nobody can judge is a list that a mail has no room for.
  const told = kernels.filter((line) => !/^(Not o|O)bservable on/.test(line));
  return [`${title}.`, ...told, ...notes, '', ...answer].flatMap((text) => paragraph(text));
}

/** Designs beyond the first ten are a family that a mail cannot do justice to. */
function placesLines({ header, ranking, faults }: Analysis): string[] {
  const judged = ranking.lines.filter(({ design }) => design !== header.reference);
  const places = judged.slice(0, 10).map(({ place, design, text }) => {
    const its = faults.standings.find((standing) => standing.design === design);
    return paragraph(`${place}. ${design}: ${its === undefined ? text : briefText(its)}`, 3);
  });
  const rest = judged.length - places.length;
  return [...places.flat(), ...(rest > 0 ? [`   ... and ${rest} more designs.`] : [])];
}

const featureOffLines = ({ featureOff: { brief } }: Analysis): string[] => paragraph(brief);

/**
 * What a design from a file has; then what one of the two designs has that the answer is about, what both have, and the
 * others; the worst first in each.
 */
function inOrder({ faults: { rows }, ranking }: Analysis): FaultRow[] {
  const two = ranking.lines.slice(0, 2).map(({ design }) => design);
  const having = ({ fault: { designs } }: FaultRow): number => two.filter((id) => designs.includes(id)).length;
  const others = rows.filter(({ focus }) => !focus);
  return [
    ...rows.filter(({ focus }) => focus),
    ...[1, 2, 0].flatMap((count) => others.filter((row) => having(row) === count)),
  ];
}

function faultLines({ fault, takes }: FaultRow, { header }: Analysis): string[] {
  const facts = [carriersText(header, fault.designs), mendedText(fault), saidText(fault)];
  const seen = `${fault.seenIn.length} ${fault.seenIn.length === 1 ? 'fixture' : 'fixtures'}`;
  return [
    ...paragraph(`* ${fault.title}.`, 2).slice(0, 4),
    ...paragraph(`  ${[`${fault.class}, ${takes}`, seen, ...facts].filter((text) => text !== '').join('; ')}.`, 2),
    ...commandLines(explainCommand(header, fault.id)),
  ];
}

function carriersText({ designs, reference }: Header, carriers: readonly string[]): string {
  const lack = designs.map(({ id }) => id).filter((id) => !carriers.includes(id));
  if (lack.length === 0) return 'in every design';
  return carriers.length > 1 && lack.join() === reference ? `in every design but ${reference}` : carriers.join(', ');
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

/** The words that stand beside faults. */
function legendLines({ faults: { rows } }: Analysis): string[] {
  if (rows.length === 0) return [];
  const classes = classLegend(rows.map(({ fault }) => fault.class));
  return [...paragraph(`${classes}. ${exposureLegend(rows.map(({ takes }) => takes))}.`), ''];
}

function footerLines({ header: { tool, corpus }, evidence: { checked, functions } }: Analysis): string[] {
  const confirmed = `${checked} of ${functions} model functions confirmed by recordings of real kernels`;
  return paragraph(`${tool}, corpus ${corpus.hash}; ${confirmed}.`);
}
