import { Complaint } from '../corpus/problem.ts';
import { makeScope, type Scope } from '../corpus/scope.ts';
import { resolveList, type WrittenStep } from '../corpus/steps.ts';
import type { Observation } from '../types/observation.ts';
import { type PageRun, parseRun } from '../types/page_run.ts';
import type { Action, BootZone, Machine, ZoneName } from '../types/scenario.ts';
import { applyChanges, type Changes, gone } from './changes.ts';
import { isField, perStep } from './fields.ts';
import type { RecordedStep, Recording } from './recording.ts';
import { type RecordingFile, recordingSchema } from './schema.ts';
import { YamlFile } from './yaml_file.ts';

/** The recording in a text of layout 1, with a full observation for every step. Throws RecordingError. */
export function parseRecording(text: string, file: string): Recording {
  const yaml = new YamlFile(text, file);
  const read = yaml.as(recordingSchema);
  read.observes.forEach((field, index) => {
    if (!isField(field)) throw yaml.error(['observes', index], `"${field}" is no field of an observation`);
  });
  const machine = machineOf(read);
  return {
    id: machine.id,
    file,
    scenario: read.scenario,
    about: read.about,
    as: read.as,
    kernel: read.kernel,
    machine,
    sees: read.sees,
    steps: expandSteps(read, machine, yaml),
  };
}

function machineOf({ kernel, scenario, machine }: RecordingFile): Machine {
  return {
    ...machine,
    id: `${kernel.name}/${scenario}`,
    nodes: machine.nodes.map((node) => ({ ...node, ram: node.ram.map(rangeOf) })),
    bootZones: machine.bootZones.map(({ zone, ...figures }) => {
      const [node, name] = zone.split(':') as [string, ZoneName];
      return { node: Number(node), zone: name, ...figures };
    }),
  };
}

function expandSteps(read: RecordingFile, machine: Machine, yaml: YamlFile): RecordedStep[] {
  const { bootZones = [] } = machine;
  const scope: Scope = { ...makeScope(machine), held: asTold };
  let known: Observation = Object.fromEntries(
    read.observes.filter((field) => !perStep.has(field)).map((field) => [field, {}]),
  );
  let hot: PageRun | undefined;
  return read.steps.map((step, index) => {
    if (step.hot !== undefined) hot = step.hot === gone ? undefined : rangeOf(step.hot);
    try {
      known = applyChanges(known, sinceBootToAbsolute(step.changes, bootZones));
    } catch (error) {
      throw yaml.error(['steps', index, 'changes'], (error as Error).message);
    }
    const observation = visible(known, step.unknown ?? []);
    const actionsOf = (key: 'do' | 'guest') => readActions(step, index, key, scope, yaml);
    if (step.result !== undefined) observation['result'] = { step: step.result };
    if (read.observes.includes('notifier')) {
      observation['notifier'] = Object.fromEntries((step.notifier ?? []).map((event, at) => [String(at), event]));
    }
    return {
      title: step.step,
      ...(step.note === undefined ? {} : { note: step.note }),
      actions: actionsOf('do'),
      busy: actionsOf('guest').flatMap((action) => (action.op === 'occupy' ? [action.pages] : [])),
      ...(hot === undefined ? {} : { hot }),
      ownPageblocks: (step.ownPageblocks ?? []).map(rangeOf),
      ...(step.during === undefined ? {} : { during: step.during }),
      observation,
      walkDied: step.kpageflags === 'died',
      ...(step.bug === undefined ? {} : { bug: step.bug }),
      line: yaml.position(['steps', index]).line,
    };
  });
}

/** A recording tells which pages a step gave back. */
const asTold: Scope['held'] = {
  occupy() {},
  release: (value, options, scope, pagesIn) => pagesIn(value, options, scope),
};

/** Throws RecordingError at the place of what is not understood. */
function readActions(
  step: RecordingFile['steps'][number],
  index: number,
  key: 'do' | 'guest',
  scope: Scope,
  yaml: YamlFile,
): Action[] {
  try {
    return resolveList((step[key] ?? []) as WrittenStep[], scope).flatMap(({ actions }) => actions);
  } catch (error) {
    if (error instanceof Complaint) throw yaml.error(['steps', index, key, ...error.path], error.message, error.hint);
    throw error;
  }
}

function visible(known: Observation, unknown: string[]): Observation {
  return Object.fromEntries(Object.entries(known).filter(([field]) => !unknown.includes(field)));
}

/** `managed: boot+32256` is a change against the figure the zone had at boot. */
function sinceBootToAbsolute(changes: Changes, bootZones: BootZone[]): Changes {
  const absolute: Changes = {};
  for (const [heading, entries] of Object.entries(changes)) {
    const managed = entries === gone ? undefined : entries['managed'];
    const since = /^boot([+-]\d+)$/.exec(String(managed))?.[1];
    if (entries === gone || since === undefined) {
      absolute[heading] = entries;
      continue;
    }
    const zone = bootZones.find(({ node, zone }) => heading === `zone ${node}:${zone}`);
    if (zone === undefined) throw new Error(`${heading} was no boot zone, so "${managed}" says nothing`);
    absolute[heading] = { ...entries, managed: zone.managed + Number(since) };
  }
  return absolute;
}

function rangeOf(text: string): PageRun {
  const range = parseRun(text);
  if (range === undefined) throw new Error(`"${text}" is no range`);
  return range;
}
