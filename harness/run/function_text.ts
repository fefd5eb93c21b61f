/** The text of a model function: as its TypeScript file has it, which is shipped with the program. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../corpus/root.ts';
import type { Design } from '../design.ts';
import type { KernelFunction } from '../kernel/link.ts';
import { functionIn, tokensOf } from './source_text.ts';

/** Where a function is written: a file of the model, or a design. */
export interface Implementation {
  name: string;
  body: KernelFunction;
  /** `mm/sparse`; undefined for a function of a design. */
  file: string | undefined;
  design: Design | undefined;
}

/** Where a design is written; a mend stands beside others in its file. */
export interface Origin {
  /** Path below the root. */
  file: string;
  mend: string | undefined;
}

const origins = new Map<Design, Origin>();
export const setOrigin = (design: Design, origin: Origin): void => void origins.set(design, origin);
export const originOf = (design: Design): Origin | undefined => origins.get(design);

const files = new Map<string, readonly string[]>();

function tokensOfFile(file: string): readonly string[] {
  let tokens = files.get(file);
  if (!tokens) {
    tokens = tokensOf(readFileSync(join(projectRoot(), file), 'utf8'));
    files.set(file, tokens);
  }
  return tokens;
}

/** The tokens of a design's own part of its file. */
function tokensOfDesign({ file, mend }: Origin): readonly string[] {
  const all = tokensOfFile(file);
  if (mend === undefined) return all;
  const start = all.findIndex((text, at) => text === `'${mend}'` && all[at - 2] === 'name');
  const next = all.findIndex((text, at) => at > start && /^define(Repair|Fix)$/.test(text));
  return all.slice(start, next < 0 ? all.length : next);
}

/** Tokens of the function's definition. A design that is in no file of strategies/ is taken as it was loaded. */
export function textOf({ name, body, file, design }: Implementation): readonly string[] {
  const origin = design && originOf(design);
  const written = file !== undefined ? tokensOfFile(`harness/kernel/${file}.ts`) : origin && tokensOfDesign(origin);
  return (written && functionIn(written, name)) ?? tokensOf(Function.prototype.toString.call(body));
}

/** First 10 hex digits of the sha256 over the text: layout and comments are not part of it. */
export const hashOf = (implementation: Implementation): string =>
  createHash('sha256').update(textOf(implementation).join(' ')).digest('hex').slice(0, 10);
