import { join } from 'node:path';
import type { ListRow } from './list.ts';
import { projectRoot } from './root.ts';

export async function invariantRows(): Promise<ListRow[]> {
  const { listInvariants } = await import('../invariants/registry.ts');
  return listInvariants().map((invariant) => ({ ...invariant }));
}

/** The thread's claims as they were made; `claims` decides them. */
export async function claimRows(): Promise<ListRow[]> {
  const { readLedger } = await import('./claims.ts');
  return (await readLedger()).map(({ id, claim, kind, said }) => ({ id, title: claim, kind, said }));
}

export async function recordingRows(): Promise<ListRow[]> {
  const { loadRecordings } = await import('../oracle/load.ts');
  const recordings = loadRecordings(join(projectRoot(), 'fixtures', 'recordings'));
  return recordings.map(({ id, about, as, kernel, steps }) => ({
    id,
    title: about,
    as,
    kernel: kernel.release,
    steps: steps.length,
  }));
}
