/**
 * Whether a design's hunks still apply: each function that it replaces was read against a body, and this says what the
 * hash of that body is today. The body is that of the table below the patch: the release's functions and the patches it
 * stands on. Helpers that a body closes over are not part of it.
 */
import type { Design } from '../design.ts';
import { type Hunk, type Kernel, type KernelFunction, type KernelFunctions, sourceFiles } from '../kernel/link.ts';
import { stackOf } from './designs.ts';
import { hashOf, type Implementation, textOf } from './function_text.ts';
import { behindBrackets } from './source_text.ts';

export type FunctionTable = Map<string, Implementation>;

/** Stands in for whatever a file's definitions read while they are made. */
const anything: unknown = new Proxy(() => anything, {
  get: (_target, key) =>
    key === Symbol.iterator ? [][Symbol.iterator] : key === Symbol.toPrimitive ? () => 0 : anything,
});

let releaseTable: FunctionTable | undefined;

/** The release's functions by name. */
export function baseTable(): FunctionTable {
  releaseTable ??= new Map(
    sourceFiles.flatMap(({ file, define }) =>
      (Object.entries(define(anything as Kernel)) as [string, KernelFunction][]).map(
        ([name, body]) => [name, { name, body, file, design: undefined }] as const,
      ),
    ),
  );
  return releaseTable;
}

/** What a patch defines, by name. Errors: whatever the patch throws when it is made. */
export const definitionsOf = (design: Design): FunctionTable =>
  new Map(
    Object.entries(design.patch(anything as Kernel, anything as KernelFunctions, anything as Hunk)).map(
      ([name, body]) => [name, { name, body, file: undefined, design }] as const,
    ),
  );

/** The release's functions with patches over them, first applied first. */
export function tableOf(patches: readonly Design[]): FunctionTable {
  const table = new Map(baseTable());
  for (const each of patches) for (const [name, one] of definitionsOf(each)) table.set(name, one);
  return table;
}

/** The table that a design is put over. */
export const tableBelow = (design: Design): FunctionTable => tableOf(stackOf(design).filter((each) => each !== design));

/** The hash of each function that the design replaces, of the release or of what it stands on. */
export function currentHunks(design: Design): Map<string, string> {
  const below = tableBelow(design);
  return new Map(
    [...definitionsOf(design).keys()].flatMap((name) => {
      const one = below.get(name);
      return one ? [[name, hashOf(one)] as const] : [];
    }),
  );
}

/** Whether a function is the one below it with hunks, whatever that one is. */
export function isHunk(one: Implementation): boolean {
  const text = textOf(one);
  return text.some((word, at) => word === 'hunk' && text[at + 1] === '(' && text[at + 2] === `'${one.name}'`);
}

/** Places of a call of `name` in the text of a function. */
const callsIn = (text: readonly string[], name: string): number[] =>
  [...text.keys()].filter((at) => text[at] === name && text[at - 1] === '.');

/** Functions of a table whose text calls `name`, directly or through a rename of the table. */
export function callersOf(name: string, table: FunctionTable): string[] {
  return [...table]
    .filter(([caller, one]) => caller !== name && callsIn(textOf(one), name).length > 0)
    .map(([caller]) => caller);
}

/** How many arguments each call of `name` in the text of a function passes. A function handed on as a value passes none of its own. */
export function argumentsPassed(name: string, caller: Implementation): number[] {
  const text = textOf(caller);
  return callsIn(text, name)
    .filter((at) => text[at + 1] === '(')
    .map((at) => {
      const end = behindBrackets(text, at + 1) - 1;
      if (end === at + 2) return 0;
      let commas = 0;
      for (let each = at + 2; each < end; each++) {
        if ('([{'.includes(text[each] as string)) each = behindBrackets(text, each) - 1;
        else if (text[each] === ',') commas++;
      }
      return commas + 1;
    });
}

/** Parameter names as written; an underscore in front of an unused one does not matter. */
export const parametersOf = (body: KernelFunction): string[] =>
  /^[^(]*\(([^)]*)\)/
    .exec(Function.prototype.toString.call(body))?.[1]
    ?.split(',')
    .map((parameter) => parameter.trim().replace(/^_/, ''))
    .filter(Boolean) ?? [];
