/** Where a recording of a real kernel did what a scenario does: the same steps from boot on an equal machine. */
import { canonicalJson } from '../../harness/corpus/canonical.ts';
import { Layout } from '../../harness/corpus/layout.ts';
import type { RecordedStep, Recording } from '../../harness/oracle/recording.ts';
import { meets, parseRun, runsOfField } from '../../harness/types/page_run.ts';
import type { Action, Expectation, Fixture, Machine } from '../../harness/types/scenario.ts';

/** What of a machine decides how memory hotplug ends; debugging aids are left out. */
function machineKey(machine: Machine): string {
  const { arch, pageBytes, structPageBytes, pagesPerSection, pagesPerBlock, pageblockPages, maxOrder } = machine;
  const { zoneEnds, firstHotPfn, nodes, config } = machine;
  const { memmap_on_memory, movable_node, default_online, dirty_memory, online_policy } = config;
  const { auto_movable_ratio, auto_movable_numa_aware } = config;
  return canonicalJson({
    geometry: { arch, pageBytes, structPageBytes, pagesPerSection, pagesPerBlock, pageblockPages, maxOrder },
    memory: { zoneEnds, firstHotPfn, ram: nodes.map(({ node, ram }) => [node, ram]) },
    config: { memmap_on_memory, movable_node, default_online, dirty_memory, online_policy },
    policy: online_policy === 'auto-movable' ? { auto_movable_ratio, auto_movable_numa_aware } : {},
  });
}

/** Actions in a form in which equal ones have equal texts: DIMMs by where they lie, whatever they are called. */
function texts(machine: Machine): (action: Action) => string {
  const layout = new Layout(machine);
  return (action) => {
    if (action.op === 'add') {
      const { dimm, pages, node, memmapOnMemory = null, at } = action;
      if (layout.names.includes(dimm)) layout.remove(dimm);
      return canonicalJson({ op: 'add', at: layout.add(dimm, pages, at), pages, node, memmapOnMemory });
    }
    if (action.op !== 'remove') return canonicalJson(action);
    const at = layout.range(action.dimm).first;
    layout.remove(action.dimm);
    return canonicalJson({ op: 'remove', at });
  };
}

const isWalk = ({ actions }: { actions: readonly Action[] }): boolean =>
  actions.length > 0 && actions.every(({ op }) => op === 'walk');

/**
 * By 0-based step of the scenario the recorded steps that it stands for, as far as the two go together from boot on; walks,
 * which change nothing, are passed over in both. A recorded step that the guest's own pages decided, or that was looked at
 * midway, ends it.
 */
export function inStep(fixture: Pick<Fixture, 'machine' | 'steps'>, recording: Recording): RecordedStep[][] {
  if (machineKey(fixture.machine) !== machineKey(recording.machine)) return [];
  const [ours, theirs] = [texts(fixture.machine), texts(recording.machine)];
  const together: RecordedStep[][] = [];
  const recorded = recording.steps.slice(1).filter((step) => !isWalk(step) || step.bug !== undefined);
  for (const step of fixture.steps) {
    const { actions, during } = step;
    if (during !== undefined) break;
    if (isWalk(step)) {
      together.push([]);
      continue;
    }
    const wanted = actions.map(ours);
    const steps: RecordedStep[] = [];
    while (wanted.length > 0) {
      const step = recorded.shift();
      if (!step || step.busy.length > 0 || step.during !== undefined || step.bug !== undefined) return together;
      const does = step.actions.map(theirs);
      if (does.length === 0 || does.some((text, i) => text !== wanted[i])) return together;
      wanted.splice(0, does.length);
      steps.push(step);
    }
    together.push(steps);
  }
  return together;
}

/** Fields whose absence from an observation that tells them is a zero. */
const zeroWhenAbsent = /^(zone\.(spanned|present|managed|start)|node\.|resource$)/;

/** Whether the recorded steps of one step show what is expected of a field, `ret` for what it returned. */
export function shows(
  steps: readonly RecordedStep[],
  expectation: Expectation,
  field: string,
  machine: Machine,
): boolean {
  const last = steps.at(-1);
  if (last === undefined) return false;
  if (field === 'ret') {
    const results = steps.map(({ observation }) => observation['result']?.['step']);
    const { ret } = expectation;
    if (ret === 0) return results.every((result) => result === 0 || result === 'accepted');
    return results.at(-1) === ret;
  }
  const values = last.observation[field];
  // Of boot zones only the change of managed pages since boot is recorded.
  const boot = (zone: string) => machine.bootZones?.some((each) => `${each.node}:${each.zone}` === zone) ?? true;
  return (
    values !== undefined &&
    Object.entries(expectation.fields[field] ?? {}).every(([key, wanted]) => {
      if (field === 'zone.managed' && boot(key)) return false;
      const seen =
        values[key] ?? (wanted === 0 && zeroWhenAbsent.test(field) && noneWithin(values, key) ? 0 : undefined);
      return String(seen) === String(wanted);
    })
  );
}

/** No run of the values has a page of the run `key`; true for a key that is no run. */
function noneWithin(values: Record<string, unknown>, key: string): boolean {
  const run = parseRun(key);
  return run === undefined || runsOfField(values).every(([start, end]) => !meets(run, [start, end]));
}
