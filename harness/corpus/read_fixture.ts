import type { z } from 'zod';
import type { Fixture, GuestNeeds, Machine, Step } from '../types/scenario.ts';
import { fixtureHash } from './canonical.ts';
import { checkClaims } from './claims.ts';
import { readDocument, type SourceDocument } from './document.ts';
import { fieldNames } from './expect.ts';
import { type FixtureFile, fixtureSchema, guestKeys } from './fixture_schema.ts';
import { checkGeometry, resolveNodes, withConfig } from './machine.ts';
import { configShape } from './machine_schema.ts';
import { Complaint, type DocPath, type Problem, under } from './problem.ts';
import { type KnownKeys, schemaComplaints } from './schema_problems.ts';
import { makeScope, type ScopeOptions } from './scope.ts';
import { sizeInPages } from './size.ts';
import { stepOptions } from './step_options.ts';
import { type VerbName, verbNames, verbs } from './step_verbs.ts';
import { resolveStep, type WrittenStep } from './steps.ts';
import { didYouMean } from './suggest.ts';

const topKeys = Object.keys(fixtureSchema.shape);

/** What an unknown key might have been meant for, by where it stands. */
const knownKeys: KnownKeys = (path, keys) => {
  if (path[0] === 'steps' && (path.length === 2 || path[2] === 'do')) {
    const verb = verbNames.find((name) => keys.includes(name));
    if (verb === undefined) return { known: ['do', ...verbNames], code: 'unknown-step', what: 'step' };
    return {
      known: [...verbs[verb as VerbName].options, 'expect', 'during', ...verbNames, ...Object.keys(stepOptions)],
      code: 'unknown-key',
      what: 'key',
    };
  }
  if (path[0] === 'steps') return { known: ['ret', ...fieldNames], code: 'unknown-field', what: 'observation field' };
  if (path[0] === 'config') return { known: Object.keys(configShape), code: 'unknown-key', what: 'switch' };
  if (path[0] === 'guest') return { known: guestKeys, code: 'unknown-key', what: 'need' };
  if (path[0] === 'nodes') return { known: ['node', 'ram', 'cpu'], code: 'unknown-key', what: 'key' };
  return { known: topKeys, code: 'unknown-key', what: 'key' };
};

/** Checks a document's value against a schema; problems go to the document. */
export function parseWith<T extends z.ZodType>(
  source: SourceDocument,
  schema: T,
  known: KnownKeys,
): z.infer<T> | undefined {
  if (source.problems.length > 0) return undefined;
  const parsed = schema.safeParse(source.value, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const complaint of schemaComplaints(parsed.error.issues, source.value, known))
    source.problems.push(source.problemOf(complaint));
  return undefined;
}

/** Runs `read`; a complaint becomes a problem of the document at `path` and nothing is returned. */
export function collect<T>(source: SourceDocument, path: DocPath, read: () => T): T | undefined {
  try {
    return under(path, read);
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    source.problems.push(source.problemOf(error));
    return undefined;
  }
}

/** The preset with the scenario's own switches, nodes and addresses. */
function machineOf(file: FixtureFile, machines: ReadonlyMap<string, Machine>): Machine {
  const preset = machines.get(file.machine);
  if (!preset)
    throw new Complaint(
      'no-such-machine',
      `no machine \`${file.machine}\``,
      didYouMean(file.machine, [...machines.keys()]),
      ['machine'],
    );
  const { bootZones, ...rest } = preset;
  const machine: Machine = {
    ...rest,
    config: withConfig(preset.config, file.config),
    ...(file.nodes
      ? { nodes: under(['nodes'], () => resolveNodes(file.nodes!, preset.pageBytes)) }
      : bootZones
        ? { bootZones }
        : {}),
    ...(file.first_hot
      ? { firstHotPfn: under(['first_hot'], () => sizeInPages(file.first_hot!, preset.pageBytes)) }
      : {}),
  };
  if (file.nodes || file.first_hot) checkGeometry(machine);
  return machine;
}

function needsOf({ memmap_on_memory, default_online, append, mem }: NonNullable<FixtureFile['guest']>): GuestNeeds {
  return {
    ...(memmap_on_memory ? { memmapOnMemory: memmap_on_memory } : {}),
    ...(default_online ? { defaultOnline: default_online } : {}),
    ...(append === undefined ? {} : { append }),
    ...(mem === undefined ? {} : { mem }),
  };
}

/**
 * Reads one scenario. `id` is its path below fixtures/scenarios, `file` its path below the root. Never throws for what
 * is in the text: a fixture, or at least one problem.
 */
export function readFixture(
  text: string,
  id: string,
  file: string,
  machines: ReadonlyMap<string, Machine>,
  { late = false }: Pick<ScopeOptions, 'late'> = {},
): { fixture?: Fixture; problems: Problem[] } {
  const source = readDocument(text, file);
  const written = parseWith(source, fixtureSchema, knownKeys);
  if (!written) return { problems: source.problems };
  const machine = collect(source, [], () => machineOf(written, machines));
  const claims = written.claims ?? [];
  collect(source, ['claims'], () => checkClaims(claims));
  if (!machine) return { problems: source.problems };
  const scope = makeScope(machine, { late, guest: written.guest !== undefined });
  const steps: Step[] = [];
  for (const [i, step] of written.steps.entries()) {
    const resolved = collect(source, ['steps', i], () => resolveStep(step as WrittenStep, scope));
    if (resolved) steps.push({ ...resolved, ...source.place(['steps', i]) });
    // Without its DIMMs every later step would be wrong too.
    else if (typeof step === 'object' && 'add' in step) break;
  }
  if (source.problems.length > 0) return { problems: source.problems };
  const slash = id.lastIndexOf('/');
  const fixture = {
    id,
    title: written.title,
    about: (written.about ?? '').trim(),
    topic: slash < 0 ? '' : id.slice(0, slash),
    file,
    machine,
    claims,
    ...(written.guest ? { guest: needsOf(written.guest) } : {}),
    steps,
  };
  return { fixture: { ...fixture, hash: fixtureHash(fixture) }, problems: [] };
}
