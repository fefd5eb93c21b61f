/** Checks that need no run: what a design replaces, and who calls what. */
import { type Kernel, sourceFiles } from '../kernel/link.ts';
import { stackOf } from '../run/designs.ts';
import { textOf } from '../run/function_text.ts';
import { baseTable, callersOf, definitionsOf, type FunctionTable } from '../run/hunks.ts';
import { parseStack } from '../run/stack.ts';
import type { Leaf } from '../types/claim.ts';
import { stackOfDesign } from './runs.ts';
import { splitVariant } from './variants.ts';

/** The functions of the design's own patches by name, the last one where several define it. Errors: StackError. */
function patched(design: string, base: string): FunctionTable {
  const stack = parseStack(stackOfDesign(splitVariant(design).design, base));
  return new Map(stack.design ? stackOf(stack.design).flatMap((each) => [...definitionsOf(each)]) : []);
}

const anything: unknown = new Proxy(() => anything, { get: () => anything });

/** Base functions of the files below a path. */
function functionsBelow(path: string): Set<string> {
  return new Set(
    sourceFiles
      .filter(({ file }) => file.startsWith(path))
      .flatMap(({ define }) => Object.keys(define(anything as Kernel))),
  );
}

/** A number; for `replaces` 1 or 0. */
export function staticValue(leaf: Leaf, design: string, base: string): number {
  const own = patched(design, base);
  if (leaf.replaces !== undefined) return Number(own.has(leaf.replaces));
  if (leaf.mentions !== undefined) {
    const [path = '', word = ''] = leaf.mentions.split(' ');
    const below = functionsBelow(path);
    return [...own].filter(([name, one]) => below.has(name) && textOf(one).includes(word)).length;
  }
  return callersOf(leaf.callers ?? '', new Map([...baseTable(), ...own])).length;
}

export function staticText(leaf: Leaf): string {
  if (leaf.replaces !== undefined) return `replaces or adds ${leaf.replaces}`;
  if (leaf.mentions !== undefined) {
    const [path, word] = leaf.mentions.split(' ');
    return `functions of ${path} replaced by text that mentions ${word}`;
  }
  return `functions that call ${leaf.callers}`;
}
