/** Which hunks of one design mend a fault of another: what a cover letter names behind "v2:". */
import { type KernelFunction, type LinkPatch, sourceFiles } from '../kernel/link.ts';
import { hashOf } from '../run/function_text.ts';
import { baseTable, callersOf } from '../run/hunks.ts';
import type { Fault } from '../types/fault.ts';
import type { Violation } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { isOurs, kernelPlace } from './kernel_place.ts';
import { probe, type Sighting } from './probe.ts';
import { signatureOf } from './signature.ts';
import { hunksOf, type Subject } from './subject.ts';

/**
 * The fewest functions of `after` that make the scenario go right when they are put in place of those of `before`: all that
 * differ, less each that is not needed, those that the fault is told of kept longest. Undefined where the scenario goes
 * wrong in `after` too. `scenario`: the fault's own, as a fixture.
 */
export function mendingHunks(fault: Fault, scenario: Fixture, before: Subject, after: Subject): string[] | undefined {
  const told = [...fault.firstWrong.by, ...(fault.exchange?.functions ?? []), fault.function];
  const all = differing(before, after).sort((a, b) => told.lastIndexOf(a) - told.lastIndexOf(b));
  for (const isWrong of readings(fault, new Set([...hunksOf(before), ...hunksOf(after)]))) {
    const mends = (names: readonly string[]): boolean => {
      const { threw, sightings } = probe(scenario, before.stack, exchanged(before, after, new Set(names)));
      return !threw && !sightings.some(isWrong);
    };
    if (!mends(all)) continue;
    const fewest = all.reduce((names, name) => {
      const fewer = names.filter((each) => each !== name);
      return mends(fewer) ? fewer : names;
    }, all);
    return [...new Set(fewest.reverse().map((name) => placeOf(name, fault, after)))];
  }
  return undefined;
}

/** The kernel's function that one of ours is cut out of. */
function placeOf(name: string, { firstWrong }: Fault, { layers }: Subject): string {
  const place = kernelPlace(name, firstWrong.by).function;
  if (!isOurs(place)) return place;
  const table = new Map([...baseTable(), ...layers.flatMap(({ bodies }) => [...bodies])]);
  return callersOf(place, table).find((caller) => !isOurs(caller)) ?? place;
}

/** What it is to be wrong still, the strictest first: another fault may break the same invariants in the same scenario. */
function readings({ invariants, firstWrong }: Fault, hunks: ReadonlySet<string>): ((each: Sighting) => boolean)[] {
  const { invariant, message, where, by } = firstWrong;
  const violation: Violation = { invariant, class: 'hygiene', step: 0, message, where, claims: [] };
  const first = signatureOf({ violation, writer: { chain: by, locks: [] } }, hunks);
  return [
    (each) => each.violation.invariant in invariants,
    (each) => each.violation.invariant === invariant,
    (each) => signatureOf(each, hunks) === first,
  ];
}

/** Functions that are not patched alike by both. */
function differing(before: Subject, after: Subject): string[] {
  const patched = new Set([before, after].flatMap(({ layers }) => layers.flatMap(({ bodies }) => [...bodies.keys()])));
  return [...patched].filter((name) => textIn(before, name) !== textIn(after, name));
}

const textIn = ({ layers }: Subject, name: string): string =>
  layers.flatMap(({ bodies }) => (bodies.has(name) ? [hashOf(bodies.get(name)!)] : [])).join(' ');

/** `before` with some functions as `after` has them, or as the release does where it has none. */
function exchanged(before: Subject, after: Subject, names: ReadonlySet<string>): LinkPatch[] {
  const only = (patch: LinkPatch): LinkPatch => ({
    ...patch,
    define: (k, base, hunk) => pick(patch.define(k, base, hunk), names),
  });
  // Anew from the files of the model, so that hunks find what they change.
  const release: LinkPatch = {
    id: 'as released',
    define: (k) => pick(Object.assign({}, ...sourceFiles.map(({ define }) => define(k))), names),
  };
  return [...before.layers.map(({ patch }) => patch), release, ...after.layers.map(({ patch }) => only(patch))];
}

const pick = (table: Record<string, KernelFunction>, names: ReadonlySet<string>): Record<string, KernelFunction> =>
  Object.fromEntries(Object.entries(table).filter(([name]) => names.has(name)));
