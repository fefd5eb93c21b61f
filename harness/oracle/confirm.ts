import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RanFunctions } from '../kernel/kernel.ts';
import { type Confirmed, shortHash } from '../run/evidence.ts';
import { boot } from '../run/session.ts';
import { type Conformance, conform } from './conform.ts';
import type { Recording } from './recording.ts';

export interface Confirmation {
  results: Conformance[];
  /** Function id -> release parameters it read, over all recordings that show no difference; both sorted. */
  functions: Confirmed['functions'];
}

/**
 * Replays the recordings, each as the stack it says it is, and collects which model functions a real kernel has thereby
 * confirmed: those that ran while nothing differed. A recording with any difference confirms nothing.
 */
export function confirm(recordings: Recording[]): Confirmation {
  const confirmed: RanFunctions = new Map();
  const results = recordings.map((recording) => {
    let ran: RanFunctions = new Map();
    const result = conform(recording, (machine, stack) => {
      const session = boot(machine, stack);
      ran = session.ran;
      return session;
    });
    if (result.different === 0) {
      for (const [id, reads] of ran) confirmed.set(id, new Set([...(confirmed.get(id) ?? []), ...reads]));
    }
    return result;
  });
  const functions = Object.fromEntries([...confirmed].sort(byName).map(([id, reads]) => [id, [...reads].sort()]));
  return { results, functions };
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Of everything that decides what the model does: a change there makes an older confirmation doubtful. */
export function sourcesHash(root: string): string {
  const files = ['harness/kernel', 'harness/state', 'strategies'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  );
  return shortHash(
    files
      .sort()
      .map((file) => `${file}\n${readFileSync(join(root, file), 'utf8')}`)
      .join('\n'),
  );
}
