import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { costSection } from '../../harness/render/pretty/cost.ts';
import type { ReportCost } from '../../harness/types/report.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const cost = (design: string, instructions: number): ReportCost => ({
  operation: 'add',
  design,
  instructions,
  parts: [['pages', instructions / 10, instructions]],
  longestHold: 1,
  withoutLock: 0,
  grows: [],
});

test('without figures there is no section', async () => {
  expect(costSection(analyse(await sampleReport(differingModel)), { columns: 100 })).toBe('');
});

test('an operation is a line: the reference in instructions, the others against it, then what decides', async () => {
  const report = await sampleReport(differingModel);
  const { reference, designs } = report.header;
  report.costs = designs.map(({ id }) => cost(id, id === reference ? 69_000 : 240_000));
  const lines = costSection(analyse(report), { columns: 100 }).split('\n');
  // 240 / 69 is 3.478...
  const figures = designs.filter(({ id }) => id !== reference).map(() => '3.48');
  expect(lines.find((line) => line.startsWith('add'))!.split(/\s{2,}/)).toEqual(['add', '69 k', ...figures]);
  expect(lines.at(-1)).toContain('(pages 24000 against 6900).');
});
