import { Failure } from './exit.ts';
import { suggest } from './suggest.ts';

/** Throws a usage Failure for an id that is no invariant. */
export async function checkWithout(ids: readonly string[]): Promise<void> {
  const { listInvariants } = await import('../invariants/registry.ts');
  const known = listInvariants().map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    throw new Failure(
      'usage',
      `--without ${id}: no such invariant`,
      `${suggest(id, known)} \`list invariants\` has all`,
    );
  }
}
