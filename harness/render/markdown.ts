import type { Analysis } from '../analysis/analysis.ts';
import { rankingRule } from '../analysis/fault_rule.ts';
import { faultConsequence, mendersText } from '../analysis/fault_words.ts';
import { classLegend, evidenceMeaning, exposureLegend, provenanceLegend } from '../analysis/legend.ts';
import type { MatrixCell } from '../analysis/matrix.ts';
import { atText } from '../analysis/told_results.ts';
import { classWords, legend, provenanceWords, verdictWords } from '../analysis/words.ts';
import { code, escapeText } from './escape_markdown.ts';

/** The report as GitHub-flavoured Markdown. Rows on which all designs behave the same only with `all`. */
export function renderMarkdown(analysis: Analysis, { all }: { all: boolean }): string {
  const { header, title, notes, kernels, featureOff, recommendation, costLine, news } = analysis;
  const sections = [
    `# ${title}`,
    newsText(news),
    kernels.map((line) => `- ${escapeText(line)}`).join('\n'),
    [`Corpus \`${header.corpus.hash}\`, ${header.tool}.`, ...notes.map(escapeText)].join('\n'),
    recommendation.answer.map(escapeText).join('\n'),
    `**${escapeText(featureOff.brief)}**`,
    `## Faults\n\n${faults(analysis)}`,
    escapeText(costLine),
    `## Which design holds up best\n\n${ranking(analysis)}`,
    featureOff.holds
      ? ''
      : `## With the feature off\n\n${featureOff.groups.map(({ text }) => `- ${escapeText(text)}`).join('\n')}`,
    proofs(analysis),
    `## Where they differ\n\n${matrix(analysis, all)}`,
    `## Counted work relative to ${escapeText(header.reference)}\n\n${work(analysis, all)}`,
    findings(analysis),
    `## Classes of equal behaviour\n\n${partitions(analysis)}`,
    `## Evidence\n\n${evidence(analysis)}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** What is new, worse and mended, before all else. */
function newsText([head, ...each]: readonly string[]): string {
  if (head === undefined) return '';
  const rest = each.length - mostNews;
  const lines = each.slice(0, mostNews).map((line) => `- ${escapeText(line)}`);
  return [`**${escapeText(head)}.**`, ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

const mostNews = 12;

/** A row per fault, the designs by place. */
function faults({ faults: { known, rows, standings }, columns, header }: Analysis): string {
  if (!known) return 'Nobody looked for faults in this report.';
  if (rows.length === 0) return 'No design has a fault.';
  const body = rows.map(({ fault }) => [
    faultConsequence(fault),
    `${fault.title} (${fault.id})`,
    ...columns.map((design) => (fault.designs.includes(design) ? '●' : '·')),
    `${fault.seenIn.length}`,
    mendersText(fault),
  ]);
  const totals = columns.map((design) => `${standings.find((one) => one.design === design)!.faults.length}`);
  const table = pipeTable([
    ['consequence', 'fault', ...columns, 'fixtures', 'mended by'],
    ...body,
    ['', 'faults', ...totals, '', ''],
  ]);
  const classes = classLegend(rows.map(({ fault }) => fault.class));
  const whose = provenanceLegend(header.designs.map(({ provenance }) => provenance));
  return `${table}\n\n${['● has it, · has not', classes, exposureLegend(rows.map(({ takes }) => takes)), whose].map(escapeText).join('. ')}.`;
}

function ranking({ ranking: { lines }, faults: { known } }: Analysis): string {
  const table = pipeTable([
    ['place', 'design', known ? 'faults' : 'what goes wrong', ...(known ? ['fixtures'] : [])],
    ...lines.map(({ place, name, text, onFixtures }) => [place, name, text, ...(known ? [onFixtures ?? ''] : [])]),
  ]);
  return known ? `${table}\n\n${rankingRule}` : table;
}

/** Two designs, or revisions, a row. */
function proofs({ proofs: { tables, note } }: Analysis): string {
  if (tables.length === 0) return '';
  return `## How they differ\n\n${[...tables.map(pipeTable), escapeText(note)].join('\n\n')}`;
}

function matrix({ header, matrix: { rows, alike } }: Analysis, all: boolean): string {
  const shown = rows.filter((row) => all || row.differs);
  const rest = all ? '' : alike;
  if (shown.length === 0) return rest;
  const heads = header.designs.map((design) => `${design.id} (${provenanceWords[design.provenance]})`);
  const body = shown.map((row) => [row.fixture.fixture, ...row.cells.map(cellText)]);
  return `${pipeTable([['fixture', ...heads], ...body])}\n\n${legend}${rest === '' ? '' : `\n\n${rest}`}`;
}

function cellText(cell: MatrixCell): string {
  const { glyph, word } = verdictWords[cell.verdict];
  const worst = cell.worst === undefined ? '' : `: ${classWords[cell.worst].word}`;
  return `${glyph} ${word}${worst}${cell.unconfirmed ? '°' : ''}`;
}

function work({ header, workRows }: Analysis, all: boolean): string {
  const rows = workRows.filter(({ spread }) => all || spread > 1);
  if (rows.length === 0) return 'The designs do the same work in every operation.';
  const designs = header.designs.map((design) => design.id).filter((id) => id !== header.reference);
  return pipeTable([
    ['operation', 'counter', ...designs],
    ...rows.map(({ operation, counter, cells }) => [operation, counter, ...cells]),
  ]);
}

function findings({ findings }: Analysis): string {
  const items = findings.map(({ design, consequence, what, said, where, fixtures, replay }) => {
    const title = `- **${escapeText(design)}**: ${consequence}, ${escapeText(what)} in ${placesText(fixtures)}`;
    return `${title}\n  ${escapeText(`${said}${atText(where)}`)}\n  ${code(replay)}`;
  });
  return items.length === 0 ? '' : `## What goes wrong\n\n${items.join('\n')}`;
}

/** As many fixtures of one kind are named as somebody reads; the matrix and the page have them all. */
const few = 5;

function placesText(fixtures: readonly string[]): string {
  const rest = fixtures.length - few;
  return `${fixtures.slice(0, few).map(code).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function partitions({ partitions }: Analysis): string {
  const items = partitions.map(({ text, fixtures }) => {
    const lines = fixtures.map(({ fixture, divergence }) => `  - ${code(fixture)}, ${escapeText(divergence)}`);
    const rest = lines.length > few ? [`  - and ${lines.length - few} more`] : [];
    return [`- **${escapeText(text)}**`, ...lines.slice(0, few), ...rest].join('\n');
  });
  return items.length === 0 ? 'All designs behave the same.' : items.join('\n');
}

function evidence({ evidence: { text, designs, unconfirmed } }: Analysis): string {
  const rows = designs.map(({ design, checked, unchecked, confirmedVerdicts, verdicts }) => {
    const names = unchecked.length === 0 ? '' : `; not confirmed: ${unchecked.map(code).join(', ')}`;
    const ran = checked.length + unchecked.length;
    return `- **${escapeText(design)}**: ${checked.length} of ${ran} functions confirmed, ${confirmedVerdicts} of ${verdicts} verdicts rest on confirmed code only${names}`;
  });
  const wanted = unconfirmed.flatMap(({ name, by }) => (by ? [[name, by]] : []));
  const table = wanted.length > 0 ? pipeTable([['not confirmed', 'what would confirm it'], ...wanted]) : '';
  return [escapeText(`${text} Here ${evidenceMeaning}.`), rows.join('\n'), table]
    .filter((part) => part !== '')
    .join('\n\n');
}

function pipeTable(rows: string[][]): string {
  const [head = [], ...body] = rows.map((row) => `| ${row.map(escapeText).join(' | ')} |`);
  const rule = `|${' --- |'.repeat(rows[0]?.length ?? 0)}`;
  return [head, rule, ...body].flat().join('\n');
}
