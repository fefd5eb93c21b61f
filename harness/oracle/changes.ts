import { type Observation, observationFields, type Scalar } from '../types/observation.ts';
import { parseRun } from '../types/page_run.ts';
import { isField, joinField, kindOf, perStep, splitField } from './fields.ts';
import { fromRuns, noRuns, type Runs, toRuns } from './runs.ts';

/** Written for what is no more: an entry, or a run that holds nothing now. */
export const gone = 'gone';

/** `block 48` or `section.flags` -> entries. A run entry says what the run holds now, whatever it held before. */
export type Changes = Record<string, Record<string, Scalar> | typeof gone>;

/** What is different in `after`; fields that either side does not know are left to `unknown`. */
export function changesBetween(before: Observation, after: Observation): Changes {
  const changes: Changes = {};
  for (const field of Object.keys(observationFields)) {
    const values = after[field];
    if (values === undefined || perStep.has(field)) continue;
    const kind = kindOf(field);
    const old = before[field] ?? {};
    const split = splitField(field);
    if (kind === 'pfn runs' || kind === 'section runs') {
      const changed = changedRuns(toRuns(old), toRuns(values));
      if (Object.keys(changed).length > 0) changes[field] = changed;
      continue;
    }
    for (const key of new Set([...Object.keys(old), ...Object.keys(values)])) {
      const value = values[key];
      if (value === old[key]) continue;
      const heading = split === undefined ? field : `${split.about} ${key}`;
      changes[heading] ??= {};
      (changes[heading] as Record<string, Scalar>)[split === undefined ? key : split.name] = value ?? gone;
    }
  }
  for (const [heading, entries] of Object.entries(changes)) {
    if (!heading.includes(' ')) continue;
    if (isGoneWhole(heading, after) && Object.values(entries).every((value) => value === gone)) changes[heading] = gone;
  }
  return changes;
}

/** No field of the zone, node or block is left. */
function isGoneWhole(heading: string, after: Observation): boolean {
  const [about, key] = heading.split(' ') as [string, string];
  return !Object.entries(after).some(
    ([field, values]) => splitField(field)?.about === about && values[key] !== undefined,
  );
}

function changedRuns(before: Runs, after: Runs): Record<string, Scalar> {
  const differing = noRuns();
  for (const [start, end, value] of after.runs(...everywhere)) {
    for (const [from, to, old] of before.runs(start, end)) if (old !== value) differing.set(from, to, value ?? gone);
  }
  return fromRuns(differing);
}

const everywhere: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/**
 * The observation after the changes. Throws an Error that names the entry when a heading or a run is not understood.
 * `before` is left alone.
 */
export function applyChanges(before: Observation, changes: Changes): Observation {
  const after: Observation = {};
  for (const [field, values] of Object.entries(before)) after[field] = { ...values };
  for (const [heading, entries] of Object.entries(changes)) {
    const found = /^(zone|node|block) (\S+)$/.exec(heading);
    if (found !== null) applyTo(after, found[1] as string, found[2] as string, entries);
    else if (entries === gone || !isField(heading)) throw new Error(`"${heading}" is no field of an observation`);
    else after[heading] = applyField(heading, after[heading] ?? {}, entries);
  }
  return after;
}

function applyTo(after: Observation, about: string, key: string, entries: Changes[string]): void {
  if (entries === gone) {
    for (const [field, values] of Object.entries(after)) if (splitField(field)?.about === about) delete values[key];
    return;
  }
  for (const [name, value] of Object.entries(entries)) {
    const field = joinField(about, name);
    if (!isField(field)) throw new Error(`"${name}" is nothing that is observed of a ${about}`);
    after[field] ??= {};
    const values = after[field];
    if (value === gone) delete values[key];
    else values[key] = value;
  }
}

function applyField(
  field: string,
  before: Record<string, Scalar>,
  entries: Record<string, Scalar>,
): Record<string, Scalar> {
  if (kindOf(field) === 'flat') {
    const values = { ...before, ...entries };
    for (const [key, value] of Object.entries(values)) if (value === gone) delete values[key];
    return values;
  }
  const runs = toRuns(before);
  for (const [key, value] of Object.entries(entries)) {
    const range = parseRun(key);
    if (range === undefined) throw new Error(`"${key}" in ${field} is no run; write first+number`);
    runs.set(range[0], range[1], value === gone ? undefined : value);
  }
  return fromRuns(runs);
}
