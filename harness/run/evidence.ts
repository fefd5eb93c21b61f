/** Whether a real kernel has confirmed the model functions behind a verdict. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../corpus/root.ts';
import type { Evidence } from '../types/result.ts';
import { designId, modules } from './designs.ts';
import { hashOf } from './function_text.ts';
import { baseTable, definitionsOf, type FunctionTable } from './hunks.ts';
import type { Session } from './session.ts';

/** A function as a recording confirmed it. */
export interface ConfirmedFunction {
  /** Hash of its text, see harness/run/function_text.ts: an edited function is not the one that was confirmed. */
  body: string;
  /** Release parameters under which it ran. */
  reads: string[];
}

/** By design, by signature (harness/faults/signature.ts) of what is wrong with it: ids of recordings that show it. */
export type ShownWrong = Record<string, Record<string, string[]>>;

/** How many of the transitions that the model of a kernel can make were seen of it: harness/oracle/covered.ts. */
export interface Coverage {
  /** `cloud61`. */
  kernel: string;
  /** The stack that models it. */
  as: string;
  machine: string;
  alphabet: string;
  blocks: number;
  /** Transitions of the graph. */
  transitions: number;
  /** Those of them after which a recording that shows no difference looked at the kernel. */
  confirmed: number;
}

/** What the recordings have confirmed, by function id, and what they show to be wrong. Written by `conform --update-evidence`. */
export interface Confirmed {
  functions: Record<string, ConfirmedFunction>;
  shown?: ShownWrong;
  transitions?: Coverage[];
}

export const evidenceFile = 'fixtures/recordings/confirmed.json';

export function readConfirmed(root = projectRoot()): Confirmed {
  try {
    return JSON.parse(readFileSync(join(root, evidenceFile), 'utf8')) as Confirmed;
  } catch {
    return { functions: {} };
  }
}

const hashes = new Map<string, string>();

/** The hash of the function behind an id of `ran`; empty for what is put over the model for a test. */
function bodyHash(id: string): string {
  let hash = hashes.get(id);
  if (hash === undefined) {
    const [name = '', ...patch] = id.slice(id.indexOf(':') + 1).split('@');
    const one = patch.length === 0 ? baseTable().get(name) : patchTable(patch.join('@'))?.get(name);
    hash = one ? hashOf(one) : '';
    hashes.set(id, hash);
  }
  return hash;
}

function patchTable(id: string): FunctionTable | undefined {
  const patch = modules.find(({ design }) => designId(design) === id);
  return patch && definitionsOf(patch.design);
}

type Standing = [seen: ConfirmedFunction | undefined, label: string];
const standings = new WeakMap<Confirmed, Map<string, Standing>>();

/** What is confirmed of a function, and its name in the evidence; looked up once per process. */
function standing(id: string, confirmed: Confirmed): Standing {
  let known = standings.get(confirmed);
  if (!known) {
    known = new Map();
    standings.set(confirmed, known);
  }
  let found = known.get(id);
  if (!found) {
    const seen = confirmed.functions[id];
    const edited = seen !== undefined && seen.body !== bodyHash(id);
    found = [seen, edited ? `${id} (edited)` : id];
    known.set(id, found);
  }
  return found;
}

/** Each function that ran, as it would be written down when a recording confirms it. */
export const confirmable = (session: Pick<Session, 'ran'>): [id: string, ConfirmedFunction][] =>
  [...session.ran].map(([id, reads]) => [id, { body: bodyHash(id), reads: [...reads].sort() }]);

/**
 * `file:function`, with the parameters in brackets where it ran under one that no recording had, and `(edited)` where
 * it is no longer the function that was confirmed.
 */
export function evidenceOfRun(session: Pick<Session, 'ran'>, confirmed: Confirmed): Evidence {
  const checked: string[] = [];
  const unchecked: string[] = [];
  for (const [id, reads] of session.ran) {
    const [seen, label] = standing(id, confirmed);
    if (!seen || label !== id || reads.size === 0) {
      (label === id && seen ? checked : unchecked).push(label);
      continue;
    }
    const unseen = [...reads].filter((read) => !seen.reads.includes(read)).sort();
    if (unseen.length > 0) unchecked.push(`${id}[${unseen.join(', ')}]`);
    else checked.push(id);
  }
  return { checked: checked.sort(), unchecked: unchecked.sort() };
}
