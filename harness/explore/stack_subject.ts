/** The stack `linux@6.1` or `linux@5.12+david@v10` as the search for causes takes it. */
import { type Subject, subjectOf } from '../faults/subject.ts';

export function subjectOfStack(stack: string): Subject {
  const at = stack.indexOf('+');
  return at < 0 ? subjectOf(stack, stack) : subjectOf(stack.slice(at + 1), stack.slice(0, at));
}
