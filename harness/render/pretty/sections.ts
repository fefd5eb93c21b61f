import type { Analysis } from '../../analysis/analysis.ts';
import { rankingRule } from '../../analysis/fault_rule.ts';
import { cellWidth, grid } from '../../text/grid.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { rowsText } from '../../text/rows_text.ts';
import { wrap } from '../../text/wrap.ts';

export interface SectionOptions {
  paint: Paint;
  columns: number;
  all: boolean;
}

/** How many of a kind are listed before the rest is only counted. */
export const few = 8;

export function featureOffSection({ featureOff }: Analysis, { paint, columns, all }: SectionOptions): string {
  const text = wrap(featureOff.text, columns, 2);
  if (featureOff.holds) return paint.good(text);
  const groups = featureOff.groups.map((group) => wrap(`- ${group.text}`, columns, 4, 2));
  return [paint.warn(text), ...limited(groups, all)].join('\n');
}

export function rankingSection({ ranking: { lines }, faults }: Analysis, { paint, columns }: SectionOptions): string {
  const width = Math.max(...lines.map(({ name }) => name.length));
  const rule = faults.known ? [wrap(rankingRule, columns)] : [];
  const places = lines.map(({ place, name, text, because, onFixtures }) => {
    const reason = because ? ` (${because.invariant} in ${because.fixture})` : '';
    const line = `${place.padStart(2)}  ${name.padEnd(width)}  ${text}${reason}`;
    const more = onFixtures === undefined ? [] : [wrap(`by fixtures: ${onFixtures}`, columns, width + 6, width + 6)];
    return [paintClass(paint, because?.class, wrap(line, columns, width + 6)), ...more].join('\n');
  });
  return [...places, ...rule].join('\n');
}

export function choiceSections({ choice }: Analysis, { columns }: SectionOptions): [title: string, body: string][] {
  if (choice === undefined) return [];
  const listed = ([first = '', ...points]: readonly string[]): string =>
    [wrap(first, columns), ...points.map((point) => wrap(`- ${point}`, columns, 4, 2))].join('\n');
  return [
    ['Which one to take', listed(choice.advice)],
    ['What decides the order', listed(choice.decisive)],
    ['Each idea by its best reading', choice.families.map((family) => wrap(family, columns, 4)).join('\n')],
  ];
}

export function findingsSection({ findings }: Analysis, { paint, columns, all }: SectionOptions): string {
  const told = findings.map(({ design, consequence, class: name, what, said, where, fixtures, replay }) => {
    const others = fixtures.length > 1 ? ` and ${fixtures.length - 1} more` : '';
    const title = `✖ ${design}: ${consequence}, ${what} in ${fixtures[0]}${others}`;
    return [
      paintClass(paint, name, wrap(title, columns, 4)),
      wrap(said, columns, 4, 2),
      ...(where === '' ? [] : [wrap(`at ${where}`, columns, 4, 2)]),
      `  $ ${replay}`,
    ].join('\n');
  });
  return limited(told, all).join('\n');
}

export function partitionsSection({ partitions }: Analysis, { paint, columns, all }: SectionOptions): string {
  return partitions
    .map(({ text, fixtures }) => {
      const lines = fixtures.map(({ fixture, divergence }) => wrap(`- ${fixture}, ${divergence}`, columns, 4, 2));
      return [paint.bold(wrap(text, columns, 2)), ...limited(lines, all)].join('\n');
    })
    .join('\n');
}

export function proofsSection({ proofs: { tables, note } }: Analysis, { columns }: SectionOptions): string {
  return [...tables.map((rows) => rowsText(rows, 'pretty')), ...(note === '' ? [] : [wrap(note, columns)])].join(
    '\n\n',
  );
}

export function evidenceSection({ evidence }: Analysis, { columns, all }: SectionOptions): string {
  const rows = evidence.designs.map(({ design, checked, unchecked, confirmedVerdicts, verdicts }) => {
    const names = unchecked.map(shortName);
    const shown = all ? names : names.slice(0, 4);
    const more = names.length > shown.length ? `, +${names.length - shown.length}` : '';
    const counts = [`${checked.length} of ${checked.length + unchecked.length}`, `${confirmedVerdicts} of ${verdicts}`];
    return [design, ...counts, `${shown.join(', ')}${more}`];
  });
  const table = [['', 'functions\nconfirmed', 'verdicts on\nthem only', 'not confirmed by any recording'], ...rows];
  const widths = [0, 1, 2].map((index) => Math.max(...table.map((row) => cellWidth(row[index]!))));
  const rest = columns - widths.reduce((sum, width) => sum + width + 2, 0);
  const lines = evidence.unconfirmed.flatMap(({ name, by }) =>
    by ? [wrap(`- ${shortName(name)}: ${by}`, columns, 4, 2)] : [],
  );
  return [
    grid(table, { widths: [...widths, Math.max(20, rest)] }),
    ...(lines.length > 0 ? ['What would confirm them (explain FIXTURE names those behind one verdict)'] : []),
    ...limited(lines, all),
  ].join('\n');
}

/** `mm/memory_hotplug.c:online_pages@v5` as `online_pages`: whose it is, the row says. */
function shortName(id: string): string {
  return id.replace(/@.*$/, '').replace(/^.*:/, '');
}

function limited(lines: string[], all: boolean): string[] {
  if (all || lines.length <= few) return lines;
  return [...lines.slice(0, few), `  ... ${lines.length - few} more; --all shows them.`];
}
