/** Invariants around each step. */
import type { Step } from '../corpus/types.ts';
import type { StepResult, Violation } from './result.ts';
import type { Session } from './session.ts';

export interface InvariantChecks {
  before(index: number, step: Step): void;
  after(index: number, step: Step, result: StepResult): Violation[];
}

export function checkInvariants(_session: Session, _without: readonly string[]): InvariantChecks {
  return { before: () => undefined, after: () => [] };
}
