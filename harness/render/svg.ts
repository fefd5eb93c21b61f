import type { Analysis } from '../analysis/analysis.ts';
import { classWords, needsText } from '../analysis/words.ts';
import { clipped } from '../text/visible.ts';
import type { Fault } from '../types/fault.ts';
import { consequenceClasses } from '../types/result.ts';

const [rowHeight, cell, titleWidth, takesWidth, titleRoom] = [21, 86, 590, 250, 74];

/** Designs x faults as one picture in text: a filled circle where a design has a fault, a ring where not. Readable on light and dark. */
export function renderFaultsSvg({ header, report }: Analysis): string {
  const ids = header.designs.map(({ id }) => id);
  const faults = report.faults ?? [];
  const groups = consequenceClasses
    .map((name) => ({ name, its: faults.filter((fault) => fault.class === name) }))
    .filter(({ its }) => its.length > 0);
  const width = titleWidth + cell * ids.length + takesWidth;
  const columnX = (at: number): number => titleWidth + cell * at + cell / 2;
  const lines: string[] = ids.flatMap((id, at) =>
    id
      .split('@')
      .map((part, line) => text(columnX(at), 18 + 15 * line, clipped(line === 0 ? part : `@${part}`, 11), 'middle')),
  );
  let y = 48;
  for (const { name, its } of groups) {
    y += rowHeight;
    lines.push(`<text x="8" y="${y}" class="head">${escaped(classWords[name].word)}</text>`);
    for (const fault of its) {
      y += rowHeight;
      lines.push(...rowOf(fault, ids, y, columnX));
    }
  }
  y += rowHeight + 4;
  lines.push(`<path d="M8 ${y - 17}H${width - 8}" class="rule"/>`, `<text x="8" y="${y}" class="head">faults</text>`);
  for (const [at, id] of ids.entries())
    lines.push(text(columnX(at), y, String(faults.filter(({ designs }) => designs.includes(id)).length), 'middle'));
  const height = y + 14;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(`Faults of ${ids.join(', ')} on ${header.base}`)}</title>`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" class="paper"/>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

function rowOf(fault: Fault, ids: readonly string[], y: number, columnX: (at: number) => number): string[] {
  const takes = needsText(fault.needs).replace(/^only /, '');
  return [
    text(20, y, clipped(fault.title, titleRoom), 'start'),
    ...ids.map((id, at) => {
      const has = fault.designs.includes(id);
      return `<circle cx="${columnX(at)}" cy="${y - 4}" r="${has ? 6 : 2.5}" class="${has ? 'has' : 'not'}"/>`;
    }),
    text(columnX(ids.length - 1) + cell / 2 + 10, y, clipped(takes === '' ? 'plain kernel' : takes, 30), 'start'),
  ];
}

const style = [
  'text{font:13px system-ui,"DejaVu Sans",sans-serif;fill:#1b1f24}',
  '.head{font-weight:600}',
  '.paper{fill:#fff}',
  '.rule{stroke:#c9ced6}',
  '.has{fill:#a1141c}',
  '.not{fill:none;stroke:#8b929b}',
  '@media(prefers-color-scheme:dark){text{fill:#e6e9ee}.paper{fill:#14171c}.rule{stroke:#3b424d}.has{fill:#ff9a95}}',
].join('');

const text = (x: number, y: number, of: string, anchor: 'start' | 'middle'): string =>
  `<text x="${x}" y="${y}"${anchor === 'middle' ? ' text-anchor="middle"' : ''}>${escaped(of)}</text>`;

const escaped = (of: string): string => of.replace(/&/g, '&amp;').replace(/</g, '&lt;');
