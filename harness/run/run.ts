/** One fixture on one design. */

import type { LinkPatch } from '../kernel/link.ts';
import { command } from '../text/command.ts';
import type { Counters, RunResult, RunWrite, StepResult, Verdict, Violation } from '../types/result.ts';
import type { Fixture, Machine } from '../types/scenario.ts';
import { type Confirmed, evidenceOfRun, readConfirmed } from './evidence.ts';
import { checkExpectations } from './expectations.ts';
import { withNeeds } from './exposure.ts';
import { checkInvariants, type InvariantChecks } from './invariants.ts';
import { bootSession, type Session } from './session.ts';
import { unfired } from './unfired.ts';

export interface RunOptions {
  /** Invariants that do not count. */
  without?: readonly string[];
  /** Run on another configuration of the fixture's machine. */
  config?: Partial<Machine['config']>;
  confirmed?: Confirmed;
  /** False for a run of which only what it does and sees is wanted, without the invariants. */
  judged?: boolean;
  /** Find out what each violation needs to be seen, by running the fixture without. */
  exposure?: boolean;
  /** Keep the observations of the steps; they are large. */
  observations?: boolean;
  /** Keep what was written and by whom; it is large. */
  writes?: boolean;
  /** Patches over the design: deliberately wrong ones. */
  patches?: readonly LinkPatch[];
  /** Where a design's module threw, outermost first, for the verdict `error`. */
  chainOf?: (error: unknown) => string[];
}

let confirmedOnce: Confirmed | undefined;

function verdictOf(session: Session, violations: readonly Violation[]): Verdict {
  if (session.fault) return session.fault.kind;
  if (violations.some((each) => each.invariant === 'expectation: rejected')) return 'rejected';
  if (violations.some((each) => each.invariant === 'expectation: unexpected-success')) return 'unexpected-success';
  return violations.length > 0 ? 'violates' : 'ok';
}

function total(steps: readonly StepResult[]): Counters {
  const sums = new Map<string, number>();
  for (const { counters } of steps)
    for (const name in counters) {
      const amount = counters[name] as number;
      const before = sums.get(name);
      if (before === undefined) sums.set(name, amount);
      else sums.set(name, name.startsWith('longest hold of') ? Math.max(before, amount) : before + amount);
    }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The design's part of a stack id, as reports name it: `oscar@v5`, or the release itself. */
export const designOf = (stackId: string): string => stackId.slice(stackId.indexOf('+') + 1);

export const replayOf = (fixture: string, stackId: string): string => {
  const [base = '', ...design] = stackId.split('+');
  const words = `explain ${fixture}${design.length > 0 ? ` --design ${design.join('+')}` : ''}`;
  return command(`${words}${base === 'linux@5.12' ? '' : ` --base ${base}`}`);
};

const unjudged: InvariantChecks = { before: () => undefined, after: () => [] };

/** Run every step, then judge. What a design's module throws is the verdict `error`; it does not end the comparison. */
export function runFixture(fixture: Fixture, stackId: string, options: RunOptions = {}): RunResult {
  const machine = options.config
    ? { ...fixture.machine, config: { ...fixture.machine.config, ...options.config } }
    : fixture.machine;
  const { config: _, exposure: __, writes: keepWrites, ...again } = options;
  const design = designOf(stackId);
  const replay = replayOf(fixture.id, stackId);
  const steps: StepResult[] = [];
  const rerun = (other: Fixture) => runFixture(other, stackId, { ...again, observations: false }).violations;
  try {
    const session = bootSession(machine, stackId, {
      lean: options.observations === false,
      ...(options.patches ? { patches: options.patches } : {}),
    });
    const writes: RunWrite[] = [];
    if (keepWrites)
      session.k.journal.listeners.push(({ object, field, start, end }) => {
        const place = start === undefined || end === undefined ? {} : { start, end };
        writes.push({ step: steps.length, object, field, ...place, by: [...session.running] });
      });
    const judged = options.judged !== false;
    const invariants = judged ? checkInvariants(session, options.without ?? []) : unjudged;
    const violations: Violation[] = [];
    for (const [index, step] of fixture.steps.entries()) {
      invariants.before(index, step);
      const result = session.step(step);
      steps.push(result);
      violations.push(...checkExpectations(step, result, index), ...invariants.after(index, step, result));
      if (session.fault) break;
    }
    if (session.fault) {
      const at = steps.length - 1;
      const kind = 'crash';
      violations.push({
        invariant: session.fault.kind,
        class: kind,
        step: at,
        message: session.fault.message,
        where: session.fault.chain.join(' > '),
        claims: [],
      });
    }
    confirmedOnce ??= readConfirmed();
    const confirmed = options.confirmed ?? confirmedOnce;
    return {
      fixture: fixture.id,
      design,
      verdict: verdictOf(session, violations),
      violations: options.exposure ? withNeeds({ ...fixture, machine }, violations, rerun) : violations,
      cost: total(steps),
      evidence: evidenceOfRun(session, confirmed),
      steps: options.observations === false ? steps.map((step) => ({ ...step, observation: {} })) : steps,
      replay,
      ...(unfired(session.k).length > 0 ? { unfired: unfired(session.k) } : {}),
      ...(session.fault ? { failure: { message: session.fault.message, chain: session.fault.chain } } : {}),
      ...(keepWrites ? { writes } : {}),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      fixture: fixture.id,
      design,
      verdict: 'error',
      violations: [],
      cost: total(steps),
      evidence: { checked: [], unchecked: [] },
      steps,
      replay,
      failure: { message, chain: options.chainOf?.(error) ?? [] },
    };
  }
}
