import type { Problem } from './problem.ts';

const sgr = (code: number, text: string): string => `\u001b[${code}m${text}\u001b[0m`;

/**
 * A problem as a compiler prints it: `file:line:col: error CODE: what`, the source line, a caret, and how to mend it.
 * Colour marks nothing that the text does not say.
 */
export function formatProblem(problem: Problem, options: { color?: boolean } = {}): string {
  const paint = options.color ? sgr : (_code: number, text: string): string => text;
  const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  const lines = [`${paint(1, place)}: ${paint(31, `error ${problem.code}`)}: ${problem.message}`];
  if (problem.frame !== '') lines.push(problem.frame);
  lines.push(`  ${paint(36, 'hint')}: ${problem.hint}`);
  return lines.join('\n');
}
