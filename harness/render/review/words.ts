/** What every text about a patch mail says in the same words. */
import type { Bearing } from '../../review/bearing.ts';
import type { TouchedFunction } from '../../review/review.ts';
import { command } from '../../text/command.ts';

/** `shrink_zone_span()`, `struct memory_block`, and how it is known where the hunk's header does not say. */
export function touchedWords({ name, by, modelled, commentsOnly }: TouchedFunction): string {
  const called = / /.test(name) ? name : `${name}()`;
  const how = by === 'calls' ? ', told by what it calls' : '';
  return `${called}${how}${commentsOnly ? ', comments only' : ''}${modelled ? '' : ', not in the model'}`;
}

/** What recordings of real kernels say of the bodies that ran. */
export function evidenceWords({ reached }: Bearing): string {
  if (reached === undefined) return 'no fixture runs it';
  const { stack, checked, unchecked } = reached;
  if (unchecked.length === 0) return `on ${stack} as recordings of real kernels have it`;
  if (checked.length === 0) return `on ${stack}, which no recording of a real kernel confirms`;
  return `on ${stack}; no recording confirms ${unchecked.join(', ')}`;
}

const shown = 4;

/** The first firstFew, and how many more there are. */
export const firstFew = (all: readonly string[], most = shown): string =>
  all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')} and ${all.length - most} more`;

/** What to run next: the fixture that says most of each function, side by side. */
export function nextCommand(functions: readonly Bearing[]): string | undefined {
  const fixtures = [...new Set(functions.flatMap((one) => one.reached?.fixtures.slice(0, 1) ?? []))];
  if (fixtures.length === 0) return undefined;
  return command(`compare ${fixtures.map((id) => `--fixture ${id}`).join(' ')}`);
}
