import { describe, expect, test } from 'vitest';
import { conform } from '../../harness/oracle/conform.ts';
import { conformReport } from '../../harness/oracle/conform_report.ts';
import { importRecording } from '../../harness/oracle/import/import.ts';
import { prettyConform } from '../../harness/render/conform_pretty.ts';
import { parrot } from './fake_session.ts';
import { add, boot, source, text } from './sources.ts';

const recording = importRecording(text(source([boot, add])), 'made_up.json');
const right = conform(recording, parrot(recording));
const wrong = conform(
  recording,
  parrot(recording, (seen) => ({ ...seen, max_pfn: { max_pfn: 7 } })),
);

describe('the report of conform', () => {
  test('sums the recordings of a kernel under one stack', () => {
    const { kernels } = conformReport([right, wrong]);
    expect(kernels).toHaveLength(1);
    expect(kernels[0]).toMatchObject({ kernel: 'cloud61', as: 'linux@6.1', scenarios: 2, different: 2 });
    expect(kernels[0]!.compared).toBe(right.compared + wrong.compared);
    expect(kernels[0]!.differences).toHaveLength(2);
  });

  test('keeps stacks apart', () => {
    const other = conform(recording, parrot(recording), 'linux@6.1+oscar@v5');
    expect(conformReport([right, other]).kernels.map(({ as }) => as)).toEqual(['linux@6.1', 'linux@6.1+oscar@v5']);
  });

  test('shows a difference as a diff with its step and its replay command', () => {
    const shown = prettyConform(conformReport([wrong]));
    expect(shown).toContain('cloud61/made_up step 1: add d0');
    expect(shown).toContain('  - max_pfn max_pfn: 294912\n  + max_pfn max_pfn: 7\n');
    expect(shown).toContain("npx mhp-compare conform --recorded 'made_up.json' --as linux@6.1 --step 1");
    expect(shown).toMatch(/2 of \d+ values differ/);
  });

  test('counts by kernel and stack, and names a recording only when it differs, or when all are asked for', () => {
    const report = conformReport([right]);
    const { compared, notObservable } = right;
    const row = (first: string, ...cells: (string | number)[]) =>
      new RegExp(`│ ${first} +│ linux@6\\.1 +${cells.map((cell) => `│ +${cell} `).join('')}│`);
    expect(prettyConform(report)).toMatch(row('cloud61', 1, compared, compared, 0, notObservable));
    expect(prettyConform(report)).not.toContain('cloud61/made_up');
    expect(prettyConform(report, true)).toMatch(row('cloud61/made_up', compared, compared, 0, notObservable));
    expect(prettyConform(conformReport([wrong]))).toContain('│ cloud61/made_up │');
  });

  test('says how many transitions a kernel has confirmed, where it has walks made for that', () => {
    const bounds = { machine: 'x86-64-128M', alphabet: 'default', blocks: 2 };
    const coverage = [{ kernel: 'cloud61', as: 'linux@6.1', ...bounds, transitions: 958, confirmed: 900 }];
    expect(prettyConform(conformReport([right], coverage))).toMatch(
      /\n900 of 958 transitions of linux@6\.1 confirmed on cloud61 \(alphabet default, 2 blocks, x86-64-128M\)\.$/,
    );
    expect(conformReport([right], coverage).coverage).toEqual(coverage);
    expect(conformReport([right])).not.toHaveProperty('coverage');
  });

  test('says so when nothing differs', () => {
    expect(prettyConform(conformReport([right]))).toMatch(/0 differences in \d+ values of real kernels\.$/);
  });
});
