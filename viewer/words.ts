import type { PageCell, PageData } from '../harness/render/html/page_types.ts';

/** `crash`, for a class in a style sheet: `data loss` is `data-loss`. */
export const classOf = (consequence: string | null): string => `c-${(consequence ?? 'ok').replace(/ /g, '-')}`;

/** Name of the class of a cell: nothing wrong, no answer, or the consequence. */
export function cellClass(cell: PageCell): string {
  if (cell.verdict === 'ok') return 'c-ok';
  return cell.consequence === null ? 'c-unknown' : classOf(cell.consequence);
}

/** The short word for a consequence. */
export function consequenceWord(data: PageData, consequence: string): string {
  return data.words.classes.find(([name]) => name === consequence)?.[1] ?? consequence;
}

/** What a word means, as the report explains it. */
export const meaningOf = (data: PageData, word: string): string =>
  data.words.meanings.flatMap(([, words]) => words).find(([name]) => name === word)?.[1] ?? '';

const grouped = new Intl.NumberFormat('en-US');

/** `32,768`. */
export const count = (value: number): string => grouped.format(value);

/** `1 step`, `2 steps`. */
export const plural = (number: number, word: string): string => `${count(number)} ${word}${number === 1 ? '' : 's'}`;

export const lore = (messageId: string): string =>
  `https://lore.kernel.org/linux-mm/${encodeURIComponent(messageId).replaceAll('%40', '@')}/`;
