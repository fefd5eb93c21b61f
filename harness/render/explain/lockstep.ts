import { needsText, verdictWords } from '../../analysis/words.ts';
import type { LockstepStep, StepDifference } from '../../compare/lockstep.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { retText } from '../../text/ret_text.ts';
import { wrap } from '../../text/wrap.ts';
import type { RunResult } from '../../types/result.ts';
import type { Fixture } from '../../types/scenario.ts';
import { sourceLines } from './source.ts';

export interface LockstepOptions {
  paint: Paint;
  columns: number;
  all: boolean;
  /** 0-based step after which the designs first part; undefined where they do not. */
  parting: number | undefined;
  /** The kernel as released that walks along. */
  reference: string;
}

/** How many differences of a step are shown before the rest is only counted. */
const few = 8;

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
  lines.push(wrap(`${fixture.file}, machine ${fixture.machine.id}: ${fixture.machine.title}`, columns, 2), '');
  for (const step of steps) lines.push(...stepLines(step, options));
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

function stepLines(step: LockstepStep, options: LockstepOptions): string[] {
  const { paint, columns, all, parting, reference } = options;
  const parts = step.step === parting;
  const lines = [wrap(`${String(step.step + 1).padStart(3)}  ${step.title}  ${returned(step)}`, columns, 5)];
  for (const { design, invariant, message, where, needs = [], ...violation } of step.violations) {
    const only = needs.length > 0 ? ` (${needsText(needs)})` : '';
    const text = `✖ ${design}: ${violation.class}${only}, ${invariant}: ${message}${where === '' ? '' : ` (at ${where})`}`;
    lines.push(paintClass(paint, violation.class, wrap(text, columns, 9, 7)));
  }
  if (parts) lines.push(paint.warn('     here they part'));
  const [designs, others, feature] = (['designs', 'reference', 'feature'] as const).map((kind) =>
    step.differences.filter(({ between }) => between === kind),
  ) as [StepDifference[], StepDifference[], StepDifference[]];
  // A design alone has nobody but the reference to part from.
  const told = designs.length > 0 ? designs : others;
  const shown = all ? told : told.slice(0, parts ? few : 0);
  lines.push(...valueLines(shown, options));
  const rest = told.length - shown.length;
  if (rest > 0)
    lines.push(paint.dim(`       ${values(rest, parts ? 'more ' : '')}; --all shows ${rest === 1 ? 'it' : 'them'}`));
  const alike = designs.length > 0 ? [...others, ...feature] : feature;
  if (alike.length === 0) return lines;
  const many = feature.length === alike.length ? 'all' : `${feature.length} of them`;
  const its = feature.length > 0 ? `, ${many} the feature itself` : '';
  const who = designs.length > 0 ? ' on every design alike' : '';
  const text = `${values(alike.length)} from ${reference}${who}${its}`;
  lines.push(
    paint.dim(wrap(`${text}${all ? ':' : `; --all shows ${alike.length === 1 ? 'it' : 'them'}`}`, columns, 9, 7)),
  );
  return all ? [...lines, ...valueLines(alike, options)] : lines;
}

const values = (count: number, more = ''): string =>
  `${count} ${more}${count === 1 ? 'value differs' : 'values differ'}`;

/** The values, and who wrote them where that is not said above already. */
function valueLines(differences: readonly StepDifference[], { paint, columns }: LockstepOptions): string[] {
  let before = '';
  return differences.flatMap(({ field, key, values: shown, sources, between }) => {
    const text = shown.map(({ designs, value }) => `${value ?? 'none'} (${designs.join(', ')})`).join(' | ');
    const mark = between === 'feature' ? ' (the feature itself)' : '';
    const written = sourceLines(sources).map((line) => paint.dim(wrap(line, columns, 13, 11)));
    const fresh = written.join('\n') !== before;
    before = written.join('\n');
    return [wrap(`${field} ${key}${mark}: ${text}`, columns, 9, 7), ...(fresh ? written : [])];
  });
}

function returned({ ret }: LockstepStep): string {
  if (ret.length === 1) return `returns ${retText(ret[0]!.value)}`;
  return `returns ${ret.map(({ value, designs }) => `${retText(value)} (${designs.join(', ')})`).join(' | ')}`;
}
