/** A design as the search for causes takes it: patches in order, each a set of functions. */
import type { Design } from '../design.ts';
import type { LinkPatch } from '../kernel/link.ts';
import { designId, designs, findDesign, stackOf } from '../run/designs.ts';
import type { Implementation } from '../run/function_text.ts';
import { baseTable, callersOf, definitionsOf, type FunctionTable } from '../run/hunks.ts';
import { mendsOf, refusal, resolveDesign } from '../run/mends.ts';
import { patchesOf } from '../run/session.ts';
import { parseStack } from '../run/stack.ts';

export interface Layer {
  patch: LinkPatch;
  /** Its functions by name. */
  bodies: FunctionTable;
}

export interface Later {
  id: string;
  stack: string;
  layers: Layer[];
  commit: string | undefined;
}

export interface Subject {
  /** As the report names it. */
  id: string;
  /** What boots it: its release, and the design where there is one. */
  stack: string;
  release: string;
  /** First applied first. */
  layers: Layer[];
  family: string | undefined;
  /** Other readings of the same idea on the same release. */
  relatives: Design[];
  /** Readings of other ideas on the same release. */
  strangers: Design[];
  /** Those of the relatives that came later, first the next one. */
  later: Later[];
  /** Repairs and fixes that apply to it. */
  mends: Design[];
}

const layerOf = (patch: LinkPatch): Layer => ({
  patch,
  bodies: definitionsOf({ patch: patch.define } as unknown as Design),
});

/** `over`: patches put over the design that belong to it, in a design that is tried and not in strategies/. */
export function subjectOf(id: string, release: string, over: readonly LinkPatch[] = []): Subject {
  const stack = `${release}+${id}`;
  const { design } = parseStack(stack);
  const patches = [...patchesOf(parseStack(stack)), ...over];
  const base = { id, stack, release, layers: patches.map(layerOf) };
  if (!design) return { ...base, family: undefined, relatives: [], strangers: [], later: [], mends: [] };
  const own = findDesign(designId(design)) ?? resolveDesign(designId(design));
  const { family, order } = kinOf(design);
  const others = designs.filter(
    (each) =>
      designId(each) !== designId(design) &&
      (each.on as readonly string[]).includes(release) &&
      each.provenance !== 'release',
  );
  const relatives = others.filter((each) => each.family === family);
  const strangers = others.filter((each) => each.family !== family);
  const mends = typeof own === 'string' ? [] : mendsOf(own).filter((mend) => refusal(mend, own) === undefined);
  const later = relatives
    .filter((each) => order !== undefined && each.order !== undefined && each.order > order)
    .sort((a, b) => a.order! - b.order!)
    .map((each): Later => {
      const its = `${release}+${designId(each)}`;
      return {
        id: designId(each),
        stack: its,
        layers: patchesOf(parseStack(its)).map(layerOf),
        commit: each.source.commit,
      };
    });
  return { ...base, family, relatives, strangers, later, mends };
}

/** The design, where it is a reading of an idea that strategies/ know; otherwise what it stands on, where that is one. */
function kinOf(design: Design): Design {
  const isOther = (each: Design): boolean => designId(each) !== designId(design);
  if (designs.some((each) => isOther(each) && each.family === design.family)) return design;
  return stackOf(design).findLast((each) => isOther(each) && designs.includes(each)) ?? design;
}

/** Who implements a function in the end: a patch by its id, or the release. */
export function implementationOf(
  { layers, release }: Subject,
  name: string,
): { of: string; one: Implementation | undefined } | undefined {
  const layer = layers.findLast(({ bodies }) => bodies.has(name));
  if (layer) return { of: layer.patch.id, one: layer.bodies.get(name) };
  const one = baseTable().get(name);
  return one ? { of: release, one } : undefined;
}

const tables = new WeakMap<Subject, FunctionTable>();

/** Functions of the release and the design whose text calls `name`. */
export function callersIn(subject: Subject, name: string): string[] {
  let table = tables.get(subject);
  if (!table) {
    table = new Map([...baseTable(), ...subject.layers.flatMap(({ bodies }) => [...bodies])]);
    tables.set(subject, table);
  }
  return callersOf(name, table);
}

/** Functions that a patch of the design provides. */
export const hunksOf = ({ layers }: Subject): Set<string> =>
  new Set(layers.flatMap(({ bodies }) => [...bodies.keys()]));
