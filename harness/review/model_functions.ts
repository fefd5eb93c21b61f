/** The kernel functions that the model has, by the name and the file that a patch has for them. */
import { kernelPlace } from '../faults/kernel_place.ts';
import { designId, modules } from '../run/designs.ts';
import type { Implementation } from '../run/function_text.ts';
import { baseTable, callersOf, definitionsOf } from '../run/hunks.ts';
import { kernelFunctions, postedFunctions } from '../run/kernel_functions.ts';

export interface ModelFunction {
  /** Of the kernel. */
  name: string;
  /** A file of the kernel that has it. */
  file: string;
  /** Bodies: of the release, of designs that replace or add it, and of functions of ours that are cut out of it. */
  bodies: (Implementation & { id: string })[];
  /** Names in the model: its own, and those of functions of ours that are cut out of it. */
  names: string[];
}

let functions: Map<string, ModelFunction> | undefined;

export function modelFunctions(): Map<string, ModelFunction> {
  functions ??= gather();
  return functions;
}

function gather(): Map<string, ModelFunction> {
  const all = new Map<string, ModelFunction>();
  const called = (name: string): string[] => callersOf(name, baseTable());
  const add = (id: string, one: Implementation): void => {
    const place = kernelPlace(one.name, [], called);
    const known = kernelFunctions[place.function]?.split('@')[0];
    const file = known ?? place.file;
    if (known === undefined && !Object.hasOwn(postedFunctions, place.function)) return;
    const of = all.get(place.function) ?? { name: place.function, file, bodies: [], names: [] };
    of.bodies.push({ ...one, id });
    if (!of.names.includes(one.name)) of.names.push(one.name);
    all.set(place.function, of);
  };
  for (const one of baseTable().values()) add(`${one.file}:${one.name}`, one);
  for (const { design } of modules)
    for (const one of definitionsOf(design).values()) {
      const base = baseTable().get(one.name);
      add(`${base?.file ?? 'added'}:${one.name}@${designId(design)}`, one);
    }
  return all;
}

/** Folders between which functions of memory management have moved, and moved on to: a name is unique in them. */
const groups: readonly RegExp[] = [
  /^(?:mm\/[^/]+|mm\/kasan\/[^/]+|include\/(?:linux|asm-generic)\/[^/]+|arch\/[^/]+\/mm\/[^/]+|kernel\/memremap\.c|kernel\/resource\.c)$/,
  /^drivers\/base\/[^/]+$/,
  /^drivers\/acpi\/[^/]+$/,
  /^kernel\/power\/[^/]+$/,
  /^kernel\/debug\/kdb\/[^/]+$/,
  /^fs\/proc\/[^/]+$/,
];

/** The function that `file:name` of some kernel is; undefined where it only has the name of one. */
export function modelFunctionAt(file: string, name: string): ModelFunction | undefined {
  const one = modelFunctions().get(name);
  const near = one && groups.find((group) => group.test(one.file));
  return one !== undefined && (one.file === file || near?.test(file)) ? one : undefined;
}
