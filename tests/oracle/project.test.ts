import { expect, test } from 'vitest';
import { projectObservation } from '../../harness/oracle/project.ts';
import type { RecordedStep, Recording, Sees } from '../../harness/oracle/recording.ts';
import type { Observation } from '../../harness/types/observation.ts';
import type { PageRun } from '../../harness/types/page_run.ts';
import { smallMachine } from '../kernel/machine.ts';

interface Recorder {
  /** Fields that the step tells; all that the model saw. */
  fields?: string[];
  /** Pages that were listed; null before the first DIMM. */
  hot?: PageRun | null;
  own?: PageRun[];
  sees?: Partial<Sees>;
}

/** Hot memory begins at pfn 256, block and section 4; blocks and sections have 64 pages. */
function cut(seen: Observation, recorder: Recorder = {}, atBoot: Observation = {}): Observation {
  const { fields = Object.keys(seen), hot = [256, 320], own = [], sees } = recorder;
  const observation = Object.fromEntries(fields.map((field) => [field, {}]));
  const step = { ...(hot ? { hot } : {}), ownPageblocks: own, observation } as unknown as RecordedStep;
  const all: Sees = { sectionFlags: [], emptyZones: true, bootBlocks: [], ...sees };
  return projectObservation(seen, step, { machine: smallMachine(), sees: all } as unknown as Recording, atBoot);
}

test('fields that the step does not tell are left out, those it tells are there', () => {
  const seen = { 'zone.start': { '0:Normal': 1 }, 'zone.present': { '0:Normal': 7 } };
  expect(cut(seen, { fields: ['zone.start', 'node.start'] })).toEqual({
    'zone.start': { '0:Normal': 1 },
    'node.start': {},
  });
});

test('runs of pages are cut to what was listed', () => {
  expect(cut({ 'page.state': { '0+300': 'init', '310+90': 'raw' } })).toEqual({
    'page.state': { '256+44': 'init', '310+10': 'raw' },
  });
});

test('before the first DIMM no page was listed', () => {
  expect(cut({ 'page.state': { '0+300': 'init' } }, { hot: null })).toEqual({ 'page.state': {} });
});

test("pageblocks that the guest's own allocations changed are not compared, of other fields they are", () => {
  const seen = { 'pageblock.migratetype': { '256+64': 'MOVABLE' }, 'page.state': { '256+64': 'init' } };
  expect(cut(seen, { own: [[264, 272]] })).toEqual({
    'pageblock.migratetype': { '256+8': 'MOVABLE', '272+48': 'MOVABLE' },
    'page.state': { '256+64': 'init' },
  });
});

test('sections that pages listed lie in are compared, by the flags that can be read', () => {
  const seen = { 'section.flags': { '3+3': 'present|online|early' } };
  const sees = { sectionFlags: ['online', 'present'] };
  expect(cut(seen, { sees })).toEqual({ 'section.flags': { '4+1': 'present|online' } });
  // One page of section 5.
  expect(cut(seen, { sees, hot: [256, 321] })).toEqual({ 'section.flags': { '4+2': 'present|online' } });
});

test('a zone without pages is left out where the recorder lists none', () => {
  const seen = {
    'zone.start': { '0:DMA': 1, '0:Normal': 2, '0:Movable': 3, '1:Normal': 4 },
    'zone.spanned': { '0:DMA': 0, '0:Normal': 5 },
    'zone.present': { '0:Movable': 1 },
    'zone.managed': { '1:Normal': 1 },
  };
  const fields = ['zone.start'];
  expect(cut(seen, { fields, sees: { emptyZones: false } })).toEqual({
    'zone.start': { '0:Normal': 2, '0:Movable': 3, '1:Normal': 4 },
  });
  expect(cut(seen, { fields })).toEqual({ 'zone.start': seen['zone.start'] });
});

test('managed pages are told as their change since boot', () => {
  const seen = { 'zone.managed': { '0:Normal': 300, '0:Movable': 64 }, 'zone.present': { '0:Normal': 320 } };
  expect(cut(seen, {}, { 'zone.managed': { '0:Normal': 256 }, 'zone.present': { '0:Normal': 256 } })).toEqual({
    'zone.managed': { '0:Normal': 44, '0:Movable': 64 },
    'zone.present': { '0:Normal': 320 },
  });
});

test('of a boot block only what sysfs says of one that was named is compared', () => {
  const seen = {
    'block.state': { '2': 'online', '3': 'online', '4': 'online' },
    'block.nr_vmemmap_pages': { '3': 0, '4': 8 },
  };
  expect(cut(seen, { sees: { bootBlocks: [3] } })).toEqual({
    'block.state': { '3': 'online', '4': 'online' },
    'block.nr_vmemmap_pages': { '4': 8 },
  });
});

test('resources are those of hot memory', () => {
  expect(cut({ resource: { '0+256': 'System RAM', '256+64': 'System RAM' } })).toEqual({
    resource: { '256+64': 'System RAM' },
  });
});
