/** `linux@6.1+oscar@v5`: a release and the design put over it. */

import type { Design } from '../design.ts';
import { type Release, releases } from '../kernel/releases.ts';
import { resolveDesign } from './mends.ts';

export interface Stack {
  id: string;
  release: Release;
  /** Absent where the release comes without memmap_on_memory. */
  design: Design | undefined;
}

/** What a release is shipped with: the merged helpers, as mended by then. */
const shipped: Record<Release['id'], string | undefined> = {
  'linux@5.12': undefined,
  'linux@6.1': 'david@v6.7',
  'linux@6.12': 'david@v6.12',
  'linux@7.3': 'david@v7.3',
};

/** Thrown for a stack nobody can run: which part is unknown, and what there is. */
export class StackError extends Error {}

/** Errors: StackError for an unknown release or design, or a design without port to the release. */
export function parseStack(id: string): Stack {
  const [base = '', ...rest] = id.split('+');
  const release = releases.find((each) => each.id === base);
  if (!release) throw new StackError(`no release "${base}": there are ${releases.map((each) => each.id).join(', ')}`);
  // Mends alone are put over what the release is shipped with.
  const own = /^(fix|repair):/.test(rest[0] ?? '') || rest.length === 0 ? [shipped[release.id] ?? 'unpatched'] : [];
  if (rest.length === 0 && shipped[release.id] === undefined) return { id, release, design: undefined };
  const name = [...own, ...rest].join('+');
  const design = resolveDesign(name);
  if (typeof design === 'string') throw new StackError(design);
  if (!design.on.includes(release.id))
    throw new StackError(`${name} has no port to ${release.id}: it runs on ${design.on.join(', ')}`);
  return { id, release, design };
}
