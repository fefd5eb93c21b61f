import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { costSchema } from '../../harness/render/cost/cost_json.ts';
import { program, root } from '../cli/program.ts';
import { temporaryFolder } from '../temporary_folder.ts';

test('cost --format json follows its schema and is the same bytes each time', () => {
  const outputs = [1, 2].map(() => program(['cost', '--format', 'json', '--design', 'oscar@v5']));
  expect(outputs[0]!.code).toBe(0);
  expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
  const report = costSchema.parse(JSON.parse(outputs[0]!.stdout));
  expect(report.baseline).toBe('unpatched');
  expect(report.growth.length).toBeGreaterThan(100);
});

test('the baseline is another design when that is asked for', () => {
  const { stdout } = program([
    'cost',
    '--no-growth',
    '--baseline',
    'oscar@v5',
    '--design',
    'david@v10',
    '--format',
    'json',
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ baseline: 'oscar@v5', designs: ['oscar@v5', 'david@v10'] });
});

test('figures come with their word, and only what differs is shown', () => {
  const args = ['cost', '--no-growth', '--machine', '128M', '--operation', 'online_kernel'];
  const brief = program(args).stdout;
  expect(brief).toMatch(/pageblocks probed for contiguous .*2\.0x more/);
  expect(brief).not.toContain('notifier calls');
  expect(program([...args, '--all']).stdout).toMatch(/notifier calls .*same/);
});

test('with the feature off there is nothing to show', () => {
  expect(program(['cost', '--machine', '128M-off']).stdout).not.toContain('counter');
});

test('the gate passes on the committed budgets and fails with 1 on a tighter one', () => {
  expect(program(['cost', '--no-growth', '--fail-on', 'budget']).code).toBe(0);
  const file = join(temporaryFolder(), 'costs.yaml');
  writeFileSync(file, 'budgets: { 128M: { offline: { span probes: 0 } } }\nweights: []\n');
  const { code, stderr } = program(['cost', '--no-growth', '--fail-on', 'budget', '--budgets', file]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/span probes of offline on 128M, \S+: \d+ sub-sections, \d+ over the budget of 0/);
});

test('a design from a file that probes a zone twice fails the committed budgets, and the counter is named', () => {
  const file = join(temporaryFolder(), 'slow.ts');
  writeFileSync(
    file,
    `import { defineDesign } from 'mhp-compare';
     const names = ['find_smallest_section_pfn', 'find_biggest_section_pfn'] as const;
     export default defineDesign({
       id: 'slow', revision: 'v1', title: 'probes a zone twice', provenance: 'reconstructed', source: {},
       on: ['linux@5.12'], family: 'slow', replaces: { find_smallest_section_pfn: '', find_biggest_section_pfn: '' },
       patch: (k, base) => Object.fromEntries(names.map((name) => [name, (...args) => {
         (base[name] as any)(...args);
         return (base[name] as any)(...args);
       }])),
     });`,
  );
  const { code, stderr } = program([
    'cost',
    '--no-growth',
    '--fail-on',
    'budget',
    '--design',
    file,
    '--format',
    'json',
  ]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/span probes of [\w ]+ on \S+, slow@v1: 2 sub-sections, 1 over the budget of 1 \(2\.00x\)/);
  expect(stderr).toContain(`cost --design ${file}`);
});

test('a budgets file that cannot be read ends with 65 and its place', () => {
  const file = join(temporaryFolder(), 'costs.yaml');
  writeFileSync(file, 'budgets: 3\nweights: []\n');
  const { code, stderr } = program(['cost', '--no-growth', '--fail-on', 'budget', '--budgets', file]);
  expect([code, stderr.includes('costs.yaml:1:')]).toEqual([65, true]);
});

test('an unknown machine ends with 66 and says which there are', () => {
  const { code, stderr } = program(['cost', '--machine', '3M']);
  expect(code).toBe(66);
  expect(stderr).toContain('128M-off');
});

test('cost --real says how far the predictions are off, beside a constant', () => {
  const { stdout } = program(['cost', '--real']);
  expect(stdout).toMatch(/held out +\d+ +[\d.]+% +[\d.]+% +\d+%/);
});

test('what --print budgets prints is the committed section', () => {
  const { stdout } = program(['cost', '--print', 'budgets']);
  expect(readFileSync(join(root, 'fixtures/costs.yaml'), 'utf8')).toContain(stdout.trimEnd());
});
