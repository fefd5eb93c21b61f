import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Fault } from '../../harness/types/fault.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { program, root } from './program.ts';

const folder = temporaryFolder();

/** A design that leaves the first section of a block offline, with more before it if told. */
function write(name: string, { own = '', head = '', spec = '', patch = '' } = {}): string {
  writeFileSync(
    join(folder, `${name}.ts`),
    `import { defineDesign } from 'mhp-compare';
${head}
export default defineDesign({
  id: '${name}', revision: 'v1', title: 'a test', provenance: 'reconstructed', source: {}, on: ['linux@5.12'],
  family: '${name}', ${spec}
  patch: ${
    patch ||
    `(k, base) => ({
    online_mem_sections(start_pfn, end_pfn) {
      ${own}
      const first_end = start_pfn + k.machine.pagesPerSection;
      if (end_pfn > first_end) base.online_mem_sections(first_end, end_pfn);
    },
  })`
  },
});
`,
  );
  return `./${name}.ts`;
}

function faultsOf(words: string[], fixture = 'round-trip/movable'): { faults: Fault[]; stderr: string } {
  const { stdout, stderr } = program(['compare', '-f', fixture, ...words, '--format', 'json'], { cwd: folder });
  expect(stdout, stderr).not.toBe('');
  return { faults: (JSON.parse(stdout) as { faults: Fault[] }).faults, stderr };
}

test('a design from a file has its faults by experiment, as any other', () => {
  const { faults } = faultsOf(['-d', 'unpatched', '-d', write('mine')]);
  const own = faults.filter(({ designs }) => designs.includes('mine@v1'));
  // What the file puts over the release's function is all that is wrong with it.
  expect(own.map(({ of, hunk, exchange, designs }) => ({ of, hunk, exchange, designs }))).toEqual([
    {
      of: 'mine@v1',
      hunk: { file: 'mm/sparse.c', function: 'online_mem_sections' },
      exchange: { kind: 'below', name: 'online_mem_sections as before mine@v1', functions: ['online_mem_sections'] },
      designs: ['mine@v1'],
    },
  ]);
  // It takes memory that is added, and brought online.
  expect(own[0]?.scenario.steps.map((step) => step.split(/[_ ]/)[0])).toEqual(['add', 'online']);
  expect(own[0]?.firstWrong.step).toBe(1);
});

test('a design that stands on a bundled one carries its faults, with what mends them', () => {
  const head = `import v10 from '${join(root, 'strategies/david/v10.ts')}';`;
  const file = write('over', { head, spec: 'over: [v10],', patch: '() => ({})' });
  const fixture = 'failed-add/*';
  const { faults } = faultsOf(['-d', file, '-d', 'david@v10'], fixture);
  const alone = faultsOf(['-d', 'david@v10'], fixture).faults;
  expect(faults.map(({ id }) => id)).toEqual(alone.map(({ id }) => id));
  for (const fault of faults) expect(fault.designs).toEqual(['david@v10', 'over@v1']);
  expect(faults.map(({ mendedBy }) => mendedBy)).toEqual(alone.map(({ mendedBy }) => mendedBy));
});

test('an experiment that does not end costs that experiment and nothing else', () => {
  // Left out, markAhead() does not say that it was here, and the other waits for ever.
  const file = write('waits', {
    patch: `(k, base) => {
    let here = false;
    return {
      markAhead() { here = true; },
      online_mem_sections(start_pfn, end_pfn) {
        (k as any).markAhead();
        while (!here);
        here = false;
        const first_end = start_pfn + k.machine.pagesPerSection;
        if (end_pfn > first_end) base.online_mem_sections(first_end, end_pfn);
      },
    } as any;
  }`,
  });
  const { faults, stderr } = faultsOf(['-d', 'unpatched', '-d', file, '--time-limit', '1']);
  const own = faults.filter(({ designs }) => designs.includes('waits@v1'));
  expect(own.map(({ hunk, exchange }) => [hunk.function, exchange?.kind])).toEqual([['online_mem_sections', 'below']]);
  expect(stderr).toBe('');
});
