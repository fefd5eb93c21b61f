import { costRowsOf } from '../analysis/cost_rows.ts';
import { evidenceOf, evidenceText, unconfirmedOf } from '../analysis/evidence.ts';
import { exceptionGroups } from '../analysis/exception_groups.ts';
import { findingsOf } from '../analysis/findings.ts';
import { type MatrixCell, matrixOf } from '../analysis/matrix.ts';
import { divergenceText, groupsText, partingsOf } from '../analysis/partings.ts';
import { ranking } from '../analysis/ranking.ts';
import {
  alikeText,
  classWords,
  consequenceText,
  exceptionText,
  featureOffText,
  legend,
  provenanceWords,
  standingText,
  verdictWords,
} from '../analysis/words.ts';
import type { Report } from '../types/report.ts';

/** The report as GitHub-flavoured Markdown. Rows on which all designs behave the same only with `all`. */
export function renderMarkdown(report: Report, { all }: { all: boolean }): string {
  const { header } = report;
  const sections = [
    `# ${header.designs.length} designs on ${header.base}, ${header.corpus.fixtures} fixtures`,
    `Corpus \`${header.corpus.hash}\`, ${header.tool}.`,
    [
      `**${escapeText(featureOffText(report))}.**`,
      ...exceptionGroups(report).map((one) => `- ${escapeText(exceptionText(one))}`),
    ].join('\n'),
    `## Which design holds up best\n\n${rankingList(report)}`,
    `## Where they differ\n\n${matrixTable(report, all)}`,
    `## Counted work relative to ${escapeText(header.reference)}\n\n${costTable(report, all)}`,
    findings(report),
    `## Classes of equal behaviour\n\n${partings(report)}`,
    `## Evidence\n\n${evidence(report)}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function rankingList(report: Report): string {
  return ranking(report)
    .map((standing, index) => `${index + 1}. **${escapeText(standing.design)}**: ${standingText(standing)}`)
    .join('\n');
}

function matrixTable(report: Report, all: boolean): string {
  const every = matrixOf(report);
  const rows = every.filter((row) => all || row.differs);
  const rest = all ? '' : alikeText(every);
  if (rows.length === 0) return rest;
  const heads = report.header.designs.map((design) => `${design.id} (${provenanceWords[design.provenance]})`);
  const body = rows.map((row) => [row.fixture.fixture, ...row.cells.map(cellText)]);
  return `${pipeTable([['fixture', ...heads], ...body])}\n\n${legend}${rest === '' ? '' : `\n\n${rest}`}`;
}

function cellText(cell: MatrixCell): string {
  const { glyph, word } = verdictWords[cell.verdict];
  const worst = cell.worst === undefined ? '' : `: ${classWords[cell.worst].word}`;
  return `${glyph} ${word}${worst}${cell.unconfirmed ? '°' : ''}`;
}

function costTable(report: Report, all: boolean): string {
  const rows = costRowsOf(report, all);
  if (rows.length === 0) return 'The designs do the same work in every operation.';
  const designs = report.header.designs.map((design) => design.id).filter((id) => id !== report.header.reference);
  return pipeTable([
    ['operation', 'counter', ...designs],
    ...rows.map((row) => [row.operation, row.counter, ...row.cells]),
  ]);
}

function findings(report: Report): string {
  const items = findingsOf(report).map((finding) => {
    const { design, what, message, where, step, stepTitle, fixtures, replay } = finding;
    const title = `- **${escapeText(design)}**: ${consequenceText(finding)}, ${escapeText(what)} in ${placesText(fixtures)}`;
    const text = escapeText(`step ${step + 1} ${stepTitle}: ${message}${where === '' ? '' : ` (at ${where})`}`);
    return `${title}\n  ${text}\n  ${code(replay)}`;
  });
  return items.length === 0 ? '' : `## What goes wrong\n\n${items.join('\n')}`;
}

/** As many fixtures of one kind are named as somebody reads; the matrix and the page have them all. */
const few = 5;

function placesText(fixtures: readonly string[]): string {
  const rest = fixtures.length - few;
  return `${fixtures.slice(0, few).map(code).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function partings(report: Report): string {
  const items = partingsOf(report).map(({ groups, fixtures }) => {
    const lines = fixtures.map((fixture) => `  - ${code(fixture.fixture)}, ${escapeText(divergenceText(fixture))}`);
    const rest = lines.length > few ? [`  - and ${lines.length - few} more`] : [];
    return [`- **${escapeText(groupsText(groups))}**`, ...lines.slice(0, few), ...rest].join('\n');
  });
  return items.length === 0 ? 'All designs behave the same.' : items.join('\n');
}

function evidence(report: Report): string {
  const evidence = evidenceOf(report);
  const designs = evidence
    .map(({ design, checked, unchecked, confirmedVerdicts, verdicts }) => {
      const names = unchecked.length === 0 ? '' : `; not confirmed: ${unchecked.map(code).join(', ')}`;
      const ran = checked.length + unchecked.length;
      return `- **${escapeText(design)}**: ${checked.length} of ${ran} functions confirmed, ${confirmedVerdicts} of ${verdicts} verdicts rest on confirmed code only${names}`;
    })
    .join('\n');
  const wanted = unconfirmedOf(evidence).flatMap(({ name, by }) => (by ? [[name, by]] : []));
  const table = wanted.length > 0 ? pipeTable([['not confirmed', 'what would confirm it'], ...wanted]) : '';
  return [escapeText(evidenceText(evidence)), designs, table].filter((part) => part !== '').join('\n\n');
}

function pipeTable(rows: string[][]): string {
  const [head = [], ...body] = rows.map((row) => `| ${row.map(escapeText).join(' | ')} |`);
  const rule = `|${' --- |'.repeat(rows[0]?.length ?? 0)}`;
  return [head, rule, ...body].flat().join('\n');
}

/** Titles and messages come from fixtures and designs: nothing in them may become markup or break a row. */
function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/[\\`*_<>|[\]]/g, '\\$&');
}

function code(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  return `\`${text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/`/g, "'")}\``;
}
