/** What stands below the steps of an explained scenario: the map, the reasons, the thread, and how to see it again. */
import { unconfirmedOf } from '../../analysis/evidence.ts';
import type { Argument } from '../../claims/arguments.ts';
import type { Invariant } from '../../invariants/invariant.ts';
import type { Paint } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { RunResult } from '../../types/result.ts';
import type { Fixture } from '../../types/scenario.ts';
import { type Mapped, memoryMap } from './memory_map.ts';

export interface TailOptions {
  paint: Paint;
  columns: number;
  /** 0-based step that the map shows. */
  step: number;
}

/** What each design sees after the step; a kernel that is gone is left out. */
function mapsAt(runs: readonly RunResult[], step: number): Mapped[] {
  return runs.flatMap(({ design, steps }): Mapped[] => {
    const seen = steps[step];
    return seen && typeof seen.ret === 'number' ? [{ designs: [design], observation: seen.observation }] : [];
  });
}

/** Each broken invariant once: what must hold, why, and the kernel code that relies on it. */
function reasons(runs: readonly RunResult[], invariants: readonly Invariant[], columns: number): string[] {
  const broken = new Set(runs.flatMap(({ violations }) => violations.map(({ invariant }) => invariant)));
  const known = invariants.filter(({ id }) => broken.has(id));
  if (known.length === 0) return [];
  return [
    'What is broken, and what relies on it',
    ...known.flatMap(({ id, title, reason, reliesOn }) => [
      wrap(`${id}: ${title}`, columns, 4, 2),
      wrap(reason, columns, 6, 6),
      wrap(`relied on by ${reliesOn.join(', ')}`, columns, 6, 6),
    ]),
  ];
}

/** Each function behind any of the verdicts that no recording confirms, and what would. */
function unconfirmedLines(runs: readonly RunResult[], columns: number): string[] {
  const names = unconfirmedOf(runs.map(({ evidence }) => evidence));
  if (names.length === 0) return [];
  return [
    'Not confirmed by any recording of a real kernel',
    ...names.map(({ name, by = 'a recording in which it runs' }) => wrap(`${name}: ${by}`, columns, 4, 2)),
  ];
}

function argumentLines(all: readonly Argument[], columns: number): string[] {
  if (all.length === 0) return [];
  const lines = ['Argued about in the thread'];
  for (const { claim, text, said, decidedHere } of all) {
    lines.push(wrap(`${claim}${decidedHere ? ' (decided here)' : ''}: ${text}`, columns, 6, 2));
    for (const { by, known, link } of said)
      lines.push(`      ${by}${known === 'quoted' ? ', as quoted' : ''}  ${link}`);
  }
  return lines;
}

export interface Tail {
  fixture: Fixture;
  runs: readonly RunResult[];
  invariants: readonly Invariant[];
  arguments: readonly Argument[];
  replay: string;
}

export function renderTail(tail: Tail, { paint, columns, step }: TailOptions): string {
  const { fixture, runs } = tail;
  const map = memoryMap(mapsAt(runs, step), fixture.machine, columns);
  const at = `after step ${step + 1} (${fixture.steps[step]?.title ?? ''})`;
  const parts = [
    map.length > 0 ? [paint.bold(`The map ${at}`), ...map] : [],
    reasons(runs, tail.invariants, columns),
    unconfirmedLines(runs, columns),
    argumentLines(tail.arguments, columns),
    [`Again: ${tail.replay}`],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}
