/** What can be put in the place of a design's functions. */
import type { Design } from '../design.ts';
import type { KernelFunction, LinkPatch } from '../kernel/link.ts';
import { designId, stackOf } from '../run/designs.ts';
import { hashOf, type Implementation } from '../run/function_text.ts';
import { baseTable, definitionsOf, type FunctionTable, parametersOf } from '../run/hunks.ts';
import type { Exchange } from '../types/fault.ts';
import { implementationOf, type Subject } from './subject.ts';

/** An exchange with the patches to link for it. */
export interface Candidate extends Exchange {
  layers: LinkPatch[];
}

type Table = Record<string, KernelFunction>;

/** What was below some layer, found when the kernel is linked. */
function tapped(below: readonly LinkPatch[], names: readonly string[], above: readonly LinkPatch[]): LinkPatch[] {
  let found: Table = {};
  const tap: LinkPatch = {
    id: 'tap',
    define: (_k, base) => {
      const table = base as unknown as Table;
      found = Object.fromEntries(names.flatMap((name) => (table[name] ? [[name, table[name]]] : [])));
      return {};
    },
  };
  return [...below, tap, ...above, { id: 'exchange', define: () => found }];
}

/** Whether `other` can be called as `own` is: what a body does not use of the parameters it leaves out at the end. */
function sameShape(other: Implementation | undefined, own: Implementation | undefined): boolean {
  if (other === undefined || own === undefined) return false;
  const [theirs, ours] = [parametersOf(other.body), parametersOf(own.body)];
  return ours.length === theirs.length || ours.every((name, at) => theirs[at] === name);
}

/** Each function as it was before one of the patches that replace it. */
function below(subject: Subject): Candidate[] {
  const patches = subject.layers.map(({ patch }) => patch);
  return subject.layers.flatMap(({ patch, bodies }, at) =>
    [...bodies.keys()].flatMap((name): Candidate[] => {
      const under = subject.layers.slice(0, at).findLast((layer) => layer.bodies.has(name));
      const before = under?.bodies.get(name) ?? baseTable().get(name);
      // What a patch wraps may say less of its parameters than what it wraps.
      if (before === undefined || (!wraps(bodies.get(name)) && !sameShape(before, bodies.get(name)))) return [];
      return [
        {
          kind: 'below',
          name: `${name} as before ${patch.id}`,
          functions: [name],
          layers: tapped(patches.slice(0, at), [name], patches.slice(at)),
        },
      ];
    }),
  );
}

const wraps = (one: Implementation | undefined): boolean =>
  one !== undefined && parametersOf(one.body).some((name) => name.startsWith('...'));

/** Each function as another reading of the same idea has it. */
const revisions = (subject: Subject): Candidate[] => asIn(subject, subject.relatives);

/** Each function as somebody has it who thought of something else: tried where nothing nearer clears. */
export const elsewhere = (subject: Subject): Candidate[] => asIn(subject, subject.strangers);

function asIn(subject: Subject, others: readonly Design[]): Candidate[] {
  const patches = subject.layers.map(({ patch }) => patch);
  const known = new Set<string>();
  return others.flatMap((relative) =>
    [...definitions(relative)].flatMap(([name, one]): Candidate[] => {
      const own = implementationOf(subject, name)?.one;
      // What leaves its parameters out is called as that which it replaces.
      if (own === undefined || !(sameShape(own, one) || sameShape(baseTable().get(name), one))) return [];
      const hash = `${name} ${hashOf(one)}`;
      if (hashOf(own) === hashOf(one) || known.has(hash)) return [];
      known.add(hash);
      const define: LinkPatch['define'] = (k, base, hunk) => {
        const body = one.design?.patch(k, base, hunk)[name];
        return body ? { [name]: body } : {};
      };
      return [
        {
          kind: 'revision',
          name: `${name} as in ${designId(relative)}`,
          functions: [name],
          layers: [...patches, { id: `exchange of ${designId(relative)}`, define }],
        },
      ];
    }),
  );
}

const defined = new WeakMap<Design, FunctionTable>();
function definitions(design: Design): FunctionTable {
  let table = defined.get(design);
  if (!table) {
    table = new Map(stackOf(design).flatMap((layer) => [...definitionsOf(layer)]));
    defined.set(design, table);
  }
  return table;
}

function mends(subject: Subject): Candidate[] {
  const patches = subject.layers.map(({ patch }) => patch);
  return subject.mends.map((mend) => ({
    kind: 'mend',
    name: designId(mend),
    functions: [...definitionsOf(mend).keys()],
    layers: [...patches, { id: designId(mend), define: mend.patch }],
  }));
}

/** The function as it is, but under mem_hotplug_lock; what it calls finds the lock taken. */
export function underLock(subject: Subject, name: string): Candidate {
  let depth = 0;
  const wrapper: LinkPatch = {
    id: 'exchange',
    define: (k, base) => {
      const table = base as unknown as Table;
      const begin = table['mem_hotplug_begin']!;
      const done = table['mem_hotplug_done']!;
      depth = 0;
      return {
        [name]: (...args: unknown[]) => {
          if (depth > 0 || k.locks.includes('mem_hotplug_lock')) return table[name]!(...args);
          begin();
          depth++;
          const ret = table[name]!(...args);
          depth--;
          done();
          return ret;
        },
        mem_hotplug_begin: () => (depth > 0 ? undefined : begin()),
        mem_hotplug_done: () => (depth > 0 ? undefined : done()),
      };
    },
  };
  return {
    kind: 'lock',
    name: `${name} under mem_hotplug_lock`,
    functions: [name],
    layers: [...subject.layers.map(({ patch }) => patch), wrapper],
  };
}

/** Each function that a patch adds, as if it were not there: it does nothing. */
function absent(subject: Subject): Candidate[] {
  const patches = subject.layers.map(({ patch }) => patch);
  const added = new Set(
    subject.layers.flatMap(({ bodies }) => [...bodies.keys()].filter((name) => !baseTable().has(name))),
  );
  return [...added].map((name) => ({
    kind: 'absent',
    name: `${name} left out`,
    functions: [name],
    layers: [...patches, { id: 'exchange', define: () => ({ [name]: () => 0 }) }],
  }));
}

/** Everything that is tried on a design, whatever is wrong with it. */
export const candidatesOf = (subject: Subject): Candidate[] => [
  ...below(subject),
  ...mends(subject),
  ...revisions(subject),
  ...absent(subject),
];
