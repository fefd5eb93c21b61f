import { loadClaims } from '../../harness/claims/load.ts';
import { type RunSource, runSource } from '../../harness/claims/runs.ts';
import { loadCorpus } from '../../harness/corpus/load.ts';

export const base = 'linux@5.12';
export const { fixtures } = await loadCorpus({ globs: ['claims/*'] });
export const { claims, problems } = loadClaims();

/** The scenarios and designs of this checkout; one for all tests of a file, so that nothing runs twice. */
export const source: RunSource = runSource(fixtures, base);
