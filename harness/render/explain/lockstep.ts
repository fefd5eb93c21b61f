import { needsText, verdictWords } from '../../analysis/words.ts';
import type { LockstepStep } from '../../compare/lockstep.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { retText } from '../../text/ret_text.ts';
import { wrap } from '../../text/wrap.ts';
import type { RunResult } from '../../types/result.ts';
import type { Fixture } from '../../types/scenario.ts';

export interface LockstepOptions {
  paint: Paint;
  columns: number;
  all: boolean;
}

/** How many differences of a step are shown before the rest is only counted. */
const few = 12;

/** A fixture told step by step: what each design returned, saw differently and broke. */
export function renderLockstep(
  fixture: Fixture,
  runs: readonly RunResult[],
  steps: readonly LockstepStep[],
  options: LockstepOptions,
): string {
  const { paint, columns } = options;
  const lines = [paint.bold(`${fixture.id}: ${fixture.title}`)];
  if (fixture.about !== '') lines.push(wrap(fixture.about.trim().replace(/\s+/g, ' '), columns));
  lines.push(`${fixture.file}, machine ${fixture.machine.id}: ${fixture.machine.title}`, '');
  const parts = steps.find((step) => step.ret.length > 1 || step.differences.length > 0)?.step;
  for (const step of steps) lines.push(...stepLines(step, step.step === parts, options));
  lines.push('');
  for (const { design, verdict, failure, unfired } of runs) {
    const { glyph, word } = verdictWords[verdict];
    const reason = failure
      ? `: ${failure.message}${failure.chain.length > 0 ? ` in ${failure.chain.join(' > ')}` : ''}`
      : '';
    lines.push(wrap(`${glyph} ${design}: ${word}${reason}`, columns, 4));
    if (unfired && !failure)
      lines.push(wrap(`never called here, so it did not fail: ${unfired.join(', ')}`, columns, 6, 4));
  }
  return `${lines.join('\n')}\n`;
}

function stepLines(step: LockstepStep, parts: boolean, { paint, columns, all }: LockstepOptions): string[] {
  const lines = [`${String(step.step + 1).padStart(3)}  ${step.title}  ${returned(step)}`];
  if (parts) lines.push(paint.warn('     here they part'));
  for (const { design, invariant, message, where, needs = [], ...violation } of step.violations) {
    const only = needs.length > 0 ? ` (${needsText(needs)})` : '';
    const text = `✖ ${design}: ${violation.class}${only}, ${invariant}: ${message}${where === '' ? '' : ` (at ${where})`}`;
    lines.push(paintClass(paint, violation.class, wrap(text, columns, 9, 7)));
  }
  const shown = all ? step.differences : step.differences.slice(0, parts ? few : 0);
  for (const { field, key, values } of shown) {
    const text = values.map(({ designs, value }) => `${value ?? 'none'} (${designs.join(', ')})`).join(' | ');
    lines.push(wrap(`${field} ${key}: ${text}`, columns, 9, 7));
  }
  const rest = step.differences.length - shown.length;
  if (rest > 0) lines.push(paint.dim(`       ${rest} ${parts ? 'more ' : ''}values differ; --all shows them`));
  return lines;
}

function returned({ ret }: LockstepStep): string {
  if (ret.length === 1) return `returns ${retText(ret[0]!.value)}`;
  return `returns ${ret.map(({ value, designs }) => `${retText(value)} (${designs.join(', ')})`).join(' | ')}`;
}
