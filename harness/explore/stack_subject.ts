/** The stack `linux@6.1` or `linux@5.12+david@v10` as the search for causes takes it. */
import { type Subject, subjectOf } from '../faults/subject.ts';
import { designId, designs } from '../run/designs.ts';
import { parseStack } from '../run/stack.ts';

export function subjectOfStack(stack: string): Subject {
  const { release, design } = parseStack(stack);
  const [, ...named] = stack.split('+');
  // What a release is shipped with is a design too, if it is nothing beyond the release.
  const shipped = design ?? designs.find(({ provenance }) => provenance === 'release')!;
  return subjectOf(named.join('+') || designId(shipped), release.id);
}
