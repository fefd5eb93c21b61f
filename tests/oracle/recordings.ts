import { confirm } from '../../harness/oracle/confirm.ts';
import { loadRecordings } from '../../harness/oracle/load.ts';
import type { Confirmed } from '../../harness/run/evidence.ts';

/** All of them, read once in a process: who changes one takes a copy. */
export const recordings = loadRecordings('fixtures/recordings');

let confirmed: Confirmed | undefined;
/** What they confirm now, worked out once in a process. */
export const confirmedNow = (): Confirmed => {
  confirmed ??= confirm(recordings);
  return confirmed;
};
