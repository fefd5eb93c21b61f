/** The designs that somebody brought along, as files: what a report with them is about. */
import { shellWord } from '../text/shell.ts';
import type { Header } from '../types/report.ts';

/** Ids, in the order of the report; none in a comparison of the designs of strategies/. */
export const focusOf = ({ designs }: Header): string[] => designs.flatMap(({ id, file }) => (file ? [id] : []));

/** Designs as columns: those from files, then the others in the order given. */
export function focusFirst(header: Header, designs: readonly string[]): string[] {
  const focus = focusOf(header);
  return [...focus.filter((id) => designs.includes(id)), ...designs.filter((id) => !focus.includes(id))];
}

/** ` --design ./mine.ts` for each, for a command that is to run them again. */
export const fileOptions = ({ designs }: Header): string =>
  designs.map(({ file }) => (file ? ` --design ${shellWord(file)}` : '')).join('');
