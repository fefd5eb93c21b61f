import type { Machine } from '../types/scenario.ts';
import { readDocument, type SourceDocument } from './document.ts';
import { resolveMachine } from './machine.ts';
import { configShape, type MachineFile, machineSchema } from './machine_schema.ts';
import { Complaint, type Problem } from './problem.ts';
import { collect, parseWith } from './read_fixture.ts';
import type { KnownKeys } from './schema_problems.ts';
import { didYouMean } from './suggest.ts';

const known: KnownKeys = (path) => ({
  known: Object.keys(path[0] === 'config' ? configShape : machineSchema.shape),
  code: 'unknown-key',
  what: path[0] === 'config' ? 'switch' : 'key',
});

/** Text of a machine file, with its id and its path below the root. */
export interface MachineText {
  id: string;
  file: string;
  text: string;
}

/** Reads every preset, those that others extend first. A broken one does not stop the others. */
export function readMachines(texts: readonly MachineText[]): { machines: Map<string, Machine>; problems: Problem[] } {
  const machines = new Map<string, Machine>();
  const files = new Map<string, { source: SourceDocument; written: MachineFile | undefined }>();
  for (const { id, file, text } of texts) {
    const source = readDocument(text, file);
    files.set(id, { source, written: parseWith(source, machineSchema, known) });
  }
  const resolve = (id: string, below: readonly string[]): Machine | undefined => {
    const done = machines.get(id);
    const { source, written } = files.get(id) ?? {};
    if (done || !source || !written || source.problems.length > 0) return done;
    const base = written.extends;
    const machine = collect(source, [], () => {
      const hint = didYouMean(
        base ?? '',
        [...files.keys()].filter((other) => other !== id),
      );
      if (base !== undefined && !files.has(base))
        throw new Complaint('no-such-machine', `no machine \`${base}\` to extend`, hint, ['extends']);
      if (base !== undefined && [...below, id].includes(base))
        throw new Complaint('no-such-machine', `\`${base}\` extends itself`, 'give one of them values of its own', [
          'extends',
        ]);
      const parent = base === undefined ? undefined : resolve(base, [...below, id]);
      if (base !== undefined && !parent)
        throw new Complaint('no-such-machine', `machine \`${base}\` has errors of its own`, 'mend that file first', [
          'extends',
        ]);
      return resolveMachine(id, written, parent);
    });
    if (machine) machines.set(id, machine);
    return machine;
  };
  for (const id of files.keys()) resolve(id, []);
  return {
    machines: new Map([...machines].sort(([a], [b]) => (a < b ? -1 : 1))),
    problems: [...files.values()].flatMap(({ source }) => source.problems),
  };
}
