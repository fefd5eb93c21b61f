import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderFaultsSvg } from '../../harness/render/svg.ts';
import type { Fault } from '../../harness/types/fault.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const fault = (id: string, changes: Partial<Fault>): Fault => ({
  id,
  title: `Title of ${id}`,
  class: 'crash',
  exposure: 'plain',
  needs: [],
  designs: [],
  of: 'oscar@v5',
  hunk: { file: 'mm/memory_hotplug.c', function: 'online_pages' },
  function: 'online_pages',
  scenario: { fixture: 'span/one', machine: 'small', config: {}, steps: ['add d0'], document: [''] },
  firstWrong: { step: 0, title: 'add d0', invariant: 'span/x', message: 'm', where: '', by: [] },
  seenIn: ['span/one'],
  seen: [],
  invariants: {},
  evidence: { checked: [], unchecked: [], recordings: [] },
  claims: [],
  ...changes,
});

const report = await sampleReport(differingModel);
const [reference, ...others] = report.header.designs.map(({ id }) => id);
report.faults = [
  fault('a', { designs: others }),
  fault('b', { designs: [others[0]!], class: 'hygiene', exposure: 'debug', needs: ['DEBUG_VM'], title: 'a < b & c' }),
];
const svg = renderFaultsSvg(analyse(report));
const count = (what: string): number => svg.split(what).length - 1;

test('a circle is filled where a design has a fault and open where not', () => {
  expect(count('class="has"')).toBe(others.length + 1);
  expect(count('class="not"')).toBe(1 + others.length);
});

test('the last row counts the faults of each design', () => {
  const counts = [...svg.matchAll(/text-anchor="middle">(\d+)</g)].map(([, digits]) => Number(digits));
  expect(counts).toEqual(
    [reference!, ...others].map((id) => report.faults!.filter(({ designs }) => designs.includes(id)).length),
  );
});

test('what a fault takes stands at the end of its row', () => {
  expect(svg).toContain('>plain kernel<');
  expect(svg).toContain('>with DEBUG_VM<');
});

test('titles are text, not markup', () => {
  expect(svg).toContain('a &lt; b &amp; c');
});

test('it has colours for light and for dark', () => {
  expect(svg).toContain('prefers-color-scheme:dark');
});
