/** Whether a real kernel has confirmed the model functions behind a verdict. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../corpus/root.ts';
import type { RanFunctions } from '../kernel/kernel.ts';
import type { Evidence } from './result.ts';

/**
 * What the recordings have confirmed: per function id, the release parameters under which it ran in a recording with 0
 * differences. Written by `conform --update-evidence`, and only trusted for the sources it was made from.
 */
export interface Confirmed {
  /** Hash of harness/kernel, harness/state and strategies as they were. */
  sources: string;
  functions: Record<string, string[]>;
}

export const evidenceFile = 'fixtures/recordings/confirmed.json';

export function readConfirmed(root = findRoot()): Confirmed {
  try {
    return JSON.parse(readFileSync(join(root, evidenceFile), 'utf8')) as Confirmed;
  } catch {
    return { sources: '', functions: {} };
  }
}

/** `file:function`, with the parameters in brackets where it read any: `mm/page_isolation:start_isolate_page_range[isolation=rounded]`. */
export function evidenceOf(ran: RanFunctions, confirmed: Confirmed): Evidence {
  const checked: string[] = [];
  const unchecked: string[] = [];
  for (const [id, reads] of ran) {
    const seen = confirmed.functions[id];
    const unseen = [...reads].filter((read) => !seen?.includes(read));
    if (seen && unseen.length === 0) checked.push(id);
    else unchecked.push(seen ? `${id}[${unseen.sort().join(', ')}]` : id);
  }
  return { checked: checked.sort(), unchecked: unchecked.sort() };
}

/** A short hash of some text. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
