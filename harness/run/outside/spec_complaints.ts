/** What is wrong with the shape of a design that no compiler has seen. */
import { didYouMean } from '../../corpus/suggest.ts';
import type { Design } from '../../design.ts';
import { releases } from '../../kernel/releases.ts';

export interface SpecComplaint {
  /** The key to point at; absent when it is not there. */
  key?: string;
  message: string;
  hint: string;
}

const provenances = ['posted', 'repaired', 'reconstructed', 'release'];

/** The first thing wrong with what a module exports as its default, or undefined. */
export function specComplaint(value: unknown): SpecComplaint | undefined {
  const example = 'export default defineDesign({ id, revision, title, provenance, on, patch })';
  if (value === undefined) return { message: 'the module has no default export', hint: `end it with: ${example}` };
  if (typeof value !== 'object' || value === null)
    return { message: `the default export is a ${typeof value}, not a design`, hint: example };
  const spec = value as Partial<Record<keyof Design, unknown>>;
  const say = (key: keyof Design, wanted: string): SpecComplaint | undefined =>
    spec[key] === undefined
      ? { message: `the design has no \`${key}\``, hint: `add \`${key}\`: ${wanted}` }
      : { key, message: `\`${key}\` is not what a design has there`, hint: `\`${key}\` is ${wanted}` };
  const isId = (text: unknown): boolean => typeof text === 'string' && /^[\w.-]+$/.test(text);
  if (!isId(spec.id)) return say('id', "a name of letters, digits, `.`, `_` and `-`, such as 'mine'");
  if (spec.revision !== '' && !isId(spec.revision)) return say('revision', "a name such as 'v1'");
  if (typeof spec.title !== 'string') return say('title', 'a line for the reader');
  if (!provenances.includes(spec.provenance as string)) return say('provenance', `one of ${provenances.join(', ')}`);
  if (typeof spec.patch !== 'function') return say('patch', '(k, base) => ({ the functions it puts over the kernel })');
  if (typeof (spec.replaces ?? {}) !== 'object') return say('replaces', 'the functions it replaces, each with a hash');
  if (!Array.isArray(spec.on) || spec.on.length === 0) return say('on', "a list of releases, such as ['linux@5.12']");
  const known = releases.map(({ id }) => id as string);
  const stranger = spec.on.find((base) => !known.includes(String(base)));
  if (stranger !== undefined)
    return { key: 'on', message: `no release \`${stranger}\``, hint: didYouMean(String(stranger), known) };
  if (spec.over !== undefined && !(Array.isArray(spec.over) && spec.over.every((each) => !specComplaint(each))))
    return say('over', 'a list of designs, imported from their modules');
  return undefined;
}

/** The design with what may be left out filled in. */
export function completed(spec: Design): Design {
  return { ...spec, source: spec.source ?? {}, family: spec.family ?? spec.id };
}
