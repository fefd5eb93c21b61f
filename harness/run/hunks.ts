/**
 * Whether a design's hunks still apply: each replaced function carries the hash of the body it was written against, and
 * this says what the hash is today. The body is that of the table below the patch: the release's functions and the
 * patches it stands on. Helpers that a body closes over are not part of it.
 */
import { createHash } from 'node:crypto';
import type { Design } from '../design.ts';
import { type Kernel, type KernelFunction, type KernelFunctions, sourceFiles } from '../kernel/link.ts';
import { stackOf } from './designs.ts';
import { withoutPlainParentheses } from './plain_parentheses.ts';
import { tokensOf } from './source_tokens.ts';

/** Source text with what compilers and formatters change taken out, so that every build of it reads the same. */
export function normalise(source: string): string {
  const tokens = withoutPlainParentheses(tokensOf(source));
  const kept: string[] = [];
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (token === ',' && (next === ')' || next === ']' || next === '}')) continue;
    kept.push(token);
  }
  // `{ X: X }` and `{ X }` are one thing, and only one of the two survives a renamed import.
  for (let at = 1; at + 2 < kept.length; at++)
    if (
      (kept[at - 1] === '{' || kept[at - 1] === ',') &&
      kept[at + 1] === ':' &&
      kept[at] === kept[at + 2] &&
      /^[,}]$/.test(kept[at + 3] ?? '')
    )
      kept.splice(at + 1, 2);
  return kept.join(' ');
}

/** First 10 hex digits of the sha256 over the normalised text. */
export const hunkHash = (body: KernelFunction): string =>
  createHash('sha256')
    .update(normalise(Function.prototype.toString.call(body)))
    .digest('hex')
    .slice(0, 10);

export type FunctionTable = Map<string, KernelFunction>;

/** Stands in for whatever a file's definitions read while they are made. */
const anything: unknown = new Proxy(() => anything, {
  get: (_target, key) =>
    key === Symbol.iterator ? [][Symbol.iterator] : key === Symbol.toPrimitive ? () => 0 : anything,
});

let releaseTable: FunctionTable | undefined;

/** The release's functions by name. */
export function baseTable(): FunctionTable {
  releaseTable ??= new Map(
    sourceFiles.flatMap(({ define }) => Object.entries(define(anything as Kernel)) as [string, KernelFunction][]),
  );
  return releaseTable;
}

/** What a patch defines, by name. Errors: whatever the patch throws when it is made. */
export const definitionsOf = (design: Design): FunctionTable =>
  new Map(Object.entries(design.patch(anything as Kernel, anything as KernelFunctions)));

/** The table that a design is put over. */
export function tableBelow(design: Design): FunctionTable {
  const table = new Map(baseTable());
  for (const each of stackOf(design))
    if (each !== design) for (const [name, body] of definitionsOf(each)) table.set(name, body);
  return table;
}

/** Functions that `replaces` has to name: those of the release, for a mend those of the designs below it too. */
export const hunkTable = (design: Design): FunctionTable =>
  /^(fix|repair):/.test(design.id) ? tableBelow(design) : baseTable();

/** What the design's `replaces` should say today: the hash of each function that it replaces. */
export function currentHunks(design: Design): Map<string, string> {
  const below = tableBelow(design);
  const named = hunkTable(design);
  return new Map(
    [...definitionsOf(design).keys()].flatMap((name) =>
      named.has(name) ? [[name, hunkHash(below.get(name)!)] as const] : [],
    ),
  );
}

/** Functions of a table whose text calls `name`, directly or through a rename of the table. */
export function callersOf(name: string, table: FunctionTable): string[] {
  const call = new RegExp(`\\.${name}\\b`);
  return [...table]
    .filter(([caller, body]) => caller !== name && call.test(Function.prototype.toString.call(body)))
    .map(([caller]) => caller);
}

/** How many arguments each call of `name` in the text of a function passes. A function handed on as a value passes none of its own. */
export function argumentsPassed(name: string, caller: KernelFunction): number[] {
  const tokens = tokensOf(Function.prototype.toString.call(caller));
  const calls: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token !== name || tokens[at - 1] !== '.' || tokens[at + 1] !== '(') continue;
    let depth = 0;
    let commas = 0;
    let end = at + 1;
    for (; end < tokens.length; end++) {
      if ('([{'.includes(tokens[end]!)) depth++;
      else if (')]}'.includes(tokens[end]!) && --depth === 0) break;
      else if (depth === 1 && tokens[end] === ',' && tokens[end + 1] !== ')') commas++;
    }
    calls.push(end === at + 2 ? 0 : commas + 1);
  }
  return calls;
}

/** Parameter names as written; an underscore in front of an unused one does not matter. */
export const parametersOf = (body: KernelFunction): string[] =>
  /^[^(]*\(([^)]*)\)/
    .exec(Function.prototype.toString.call(body))?.[1]
    ?.split(',')
    .map((parameter) => parameter.trim().replace(/^_/, ''))
    .filter(Boolean) ?? [];
