import { clipped } from '../text/visible.ts';
import { wrap } from '../text/wrap.ts';

/** Of a mail, as everybody on the list reads it. */
const columns = 72;

/** A command that a shell takes as it stands: broken with backslashes. */
export function commandLines(command: string): string[] {
  const lines = wrap(`  $ ${command}`, columns - 2, 6).split('\n');
  return lines.map((line, at) => clipped(at === lines.length - 1 ? line : `${line} \\`, columns));
}

/** Lines of at most 72 columns; what cannot be broken is cut. */
export function paragraph(text: string, indent = 0): string[] {
  return wrap(text, columns, indent)
    .split('\n')
    .map((line) => clipped(line, columns));
}
