/** The part of an interdiff that a cover letter begins with, for a terminal, as Markdown and as mail. */

import type { InterdiffFault } from '../../analysis/interdiff_faults.ts';
import {
  behaviourSummary,
  comesText,
  factText,
  faultsSummary,
  interdiffLegend,
  interdiffParts,
  type WholeInterdiff,
} from '../../analysis/interdiff_words.ts';
import { command } from '../../text/command.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import { escapeText } from '../escape_markdown.ts';
import { commandLines, paragraph } from '../mail_text.ts';

/** Faults mended, new and kept, then how many scenarios come out better and worse. */
export function prettyFaults(diff: WholeInterdiff, paint: Paint, columns: number): string[] {
  const { base, designs, faults } = diff;
  const told = ({ title, fault, ...each }: InterdiffFault): string[] => {
    const fact = factText({ title, fault, ...each });
    return [
      paintClass(paint, each.class, wrap(`  ${comesText(each)}: ${title}`, columns, 4)),
      ...(fact === '' ? [] : [wrap(fact, columns, 6, 4)]),
    ];
  };
  const legend = interdiffLegend(faults);
  return [
    paint.bold(`${designs.join(' -> ')} on ${base}`),
    wrap(`${faultsSummary(faults)}. ${behaviourSummary(diff)}.`, columns),
    ...interdiffParts.flatMap(([key, title]) =>
      faults[key].length === 0
        ? []
        : ['', paint.bold(`${title} (${faults[key].length})`), ...faults[key].flatMap(told)],
    ),
    ...(legend === '' ? [] : ['', paint.dim(wrap(legend, columns))]),
  ];
}

export function markdownInterdiff(diff: WholeInterdiff): string {
  const { base, designs, faults } = diff;
  const item = (each: InterdiffFault): string => {
    const fact = factText(each);
    return `- **${escapeText(comesText(each))}**: ${escapeText(each.title)}${fact === '' ? '' : `; ${escapeText(fact)}`}`;
  };
  const legend = interdiffLegend(faults);
  return [
    `# ${escapeText(`${designs.join(' → ')} on ${base}`)}`,
    `${faultsSummary(faults)}. ${behaviourSummary(diff)}.`,
    ...interdiffParts.flatMap(([key, title]) =>
      faults[key].length === 0 ? [] : [`## ${title}`, faults[key].map(item).join('\n')],
    ),
    ...(legend === '' ? [] : [escapeText(legend)]),
  ].join('\n\n');
}

const mailLines = 58;

/** As a cover letter says it: less than 60 lines of at most 72 columns; what does not fit is counted. */
export function mailInterdiff(diff: WholeInterdiff): string {
  const { designs, base, faults } = diff;
  const told = (each: InterdiffFault): string[] => {
    const fact = factText(each);
    return paragraph(`* ${each.title} (${comesText(each)})${fact === '' ? '' : `; ${fact}`}.`, 2);
  };
  const shows = faults.new[0] ?? faults.mended[0];
  const legend = interdiffLegend(faults);
  const foot = [
    ...(legend === '' ? [] : ['', ...paragraph(legend)]),
    ...(shows
      ? [
          '',
          ...commandLines(`${command(`explain ${shows.fault} --design ${faults.new[0] ? designs[1] : designs[0]}`)}`),
        ]
      : []),
  ];
  const lines = [
    ...paragraph(`Changes from ${designs[0]} to ${designs[1]}, on ${base}: ${faultsSummary(faults)}.`),
    ...paragraph(`${behaviourSummary(diff)}.`),
  ];
  for (const [key, title] of interdiffParts) {
    const list = faults[key];
    if (list.length === 0) continue;
    lines.push('', `${title}:`);
    for (const [at, each] of list.entries()) {
      const block = told(each);
      // One line is left for the count of what is left out.
      if (lines.length + block.length + foot.length >= mailLines) {
        lines.push(`* and ${list.length - at} more.`);
        break;
      }
      lines.push(...block);
    }
  }
  return [...lines, ...foot].slice(0, mailLines).join('\n');
}
