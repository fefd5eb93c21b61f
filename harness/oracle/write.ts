import { Document, isMap, isPair, isScalar, isSeq, type Node } from 'yaml';
import { writeStep } from '../corpus/write_step.ts';
import type { Observation, Scalar } from '../types/observation.ts';
import { observationFields } from '../types/observation.ts';
import { showRun } from '../types/page_run.ts';
import type { Action, BootZone, Machine, MachineNode } from '../types/scenario.ts';
import { type Changes, changesBetween, gone } from './changes.ts';
import { perStep } from './fields.ts';
import type { RecordedStep, Recording } from './recording.ts';

/**
 * The text of a recording: what was done, and after each step only what it changed. Reading it back gives the same
 * observations. The same recording always gives the same text.
 */
export function formatRecording(recording: Recording): string {
  const { kernel, machine } = recording;
  const observes = Object.keys(observationFields).filter((field) =>
    recording.steps.some((step) => step.observation[field] !== undefined),
  );
  const { id: _id, bootZones = [], nodes, ...geometry } = machine;
  const document = new Document({
    recording: 1,
    scenario: recording.scenario,
    about: recording.about,
    as: recording.as,
    kernel,
    machine: { ...geometry, nodes: nodes.map(formatNode), bootZones: bootZones.map(formatZone) },
    observes,
    sees: recording.sees,
    steps: formatSteps(recording.steps, observes, machine),
  });
  document.commentBefore = ' Made by `record`: what a real kernel did. Record it again rather than edit it.';
  layOut(document.contents);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function formatNode({ node, ram, cpu }: MachineNode): object {
  return { node, ram: ram.map(showRun), cpu };
}

function formatZone({ node, zone, ...figures }: BootZone): object {
  return { zone: `${node}:${zone}`, ...figures };
}

function formatSteps(steps: RecordedStep[], observes: string[], machine: Machine): object[] {
  const { bootZones = [] } = machine;
  const written = (action: Action) => writeStep(action, machine);
  let known: Observation = {};
  let hot: string | undefined;
  return steps.map((step) => {
    const { result, notifier } = step.observation;
    const window = step.hot === undefined ? undefined : showRun(step.hot);
    const moved = window !== hot;
    hot = window;
    const changes = changesBetween(known, step.observation);
    known = { ...known, ...step.observation };
    const unknown = observes.filter((field) => !perStep.has(field) && step.observation[field] === undefined);
    return {
      step: step.title,
      ...(step.note === undefined ? {} : { note: step.note }),
      ...(step.actions.length === 0 ? {} : { do: step.actions.map(written) }),
      ...(step.busy.length === 0
        ? {}
        : { guest: step.busy.map((pages) => written({ op: 'occupy', pages, use: 'kernel' })) }),
      ...(step.during === undefined ? {} : { during: step.during }),
      ...(result === undefined ? {} : { result: result['step'] }),
      ...(notifier === undefined || Object.keys(notifier).length === 0 ? {} : { notifier: Object.values(notifier) }),
      ...(step.walkDied ? { kpageflags: 'died' } : {}),
      ...(step.bug === undefined ? {} : { bug: step.bug }),
      ...(moved ? { hot: window ?? gone } : {}),
      ...(step.ownPageblocks.length === 0 ? {} : { ownPageblocks: step.ownPageblocks.map(showRun) }),
      ...(unknown.length === 0 ? {} : { unknown }),
      changes: relativeToBoot(changes, bootZones),
    };
  });
}

/** managed_pages of boot zones differ from boot to boot: written as what changed since. */
function relativeToBoot(changes: Changes, bootZones: BootZone[]): Changes {
  const written: Changes = {};
  for (const [heading, entries] of Object.entries(changes)) {
    const zone = bootZones.find(({ node, zone }) => heading === `zone ${node}:${zone}`);
    const managed = entries === gone ? undefined : entries['managed'];
    if (zone === undefined || entries === gone || typeof managed !== 'number') written[heading] = entries;
    else written[heading] = { ...entries, managed: sinceBoot(managed - zone.managed) };
  }
  return written;
}

function sinceBoot(change: number): Scalar {
  return `boot${change < 0 ? '-' : '+'}${Math.abs(change)}`;
}

/** One line for each thing one looks at: everything is in flow style but the document, steps, and their changes. */
function layOut(contents: Node | null): void {
  if (!isMap(contents)) return;
  for (const { key, value } of contents.items) {
    const name = isScalar(key) ? key.value : undefined;
    if (name === 'steps' && isSeq(value)) {
      for (const step of value.items) if (isMap(step)) layOutStep(step.items);
    } else if ((name === 'kernel' || name === 'machine') && isMap(value)) {
      for (const pair of value.items) flow(pair.value);
      for (const pair of value.items) {
        const inner = isScalar(pair.key) ? pair.key.value : undefined;
        if ((inner === 'nodes' || inner === 'bootZones') && isSeq(pair.value)) {
          pair.value.flow = false;
          for (const item of pair.value.items) flow(item);
        }
      }
    } else flow(value);
  }
}

function layOutStep(items: unknown[]): void {
  for (const pair of items) {
    if (!isPair(pair)) continue;
    const name = isScalar(pair.key) ? pair.key.value : undefined;
    if (name === 'changes' && isMap(pair.value) && pair.value.items.length > 0) {
      for (const change of pair.value.items) flow(change.value);
    } else flow(pair.value);
  }
}

function flow(node: unknown): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}
