import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import {
  classLegend,
  classMeanings,
  exposureLegend,
  exposureMeanings,
  provenanceLegend,
} from '../../harness/analysis/legend.ts';
import { renderMail } from '../../harness/render/mail.ts';
import { renderMarkdown } from '../../harness/render/markdown.ts';
import { renderPretty } from '../../harness/render/pretty/pretty.ts';
import { faultIn } from '../fault_in.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

test('classes that are used are explained, the worst first', () => {
  expect(classLegend(['hygiene', 'crash'])).toBe(`crash: ${classMeanings.crash}; hygiene: ${classMeanings.hygiene}`);
});

test('an option by its name is explained as options are', () => {
  const meaning = exposureMeanings['with OPTION, debug options'];
  expect(exposureLegend(['with DEBUG_VM', 'plain'])).toBe(
    `plain: ${exposureMeanings.plain}; with OPTION, debug options: ${meaning}`,
  );
});

test('the release is called by the word that stands beside it', () => {
  expect(provenanceLegend(['release'])).toMatch(/^reference: /);
});

const faults = [faultIn('f', ['oscar@v5'], 'crash', ['DEBUG_VM'])];
const analysis = analyse({ ...(await sampleReport(differingModel)), faults });
/** Whatever the layout, the same words. */
const words = (text: string): string => text.replace(/\\/g, '').replace(/\s+/g, ' ');

test('the first screen explains classes in the table, and what a fault takes in a line', () => {
  const text = renderPretty(analysis, { color: false, columns: 100, all: false });
  expect(text).toContain(`crash: ${classMeanings.crash}\n`);
  expect(text).toContain('options: debug kernels');
});

test.each([
  ['Markdown', renderMarkdown(analysis, { all: false })],
  ['mail', renderMail(analysis)],
])('the words of the faults are explained where they stand: %s', (_, text) => {
  expect(words(text)).toContain(classMeanings.crash);
  expect(words(text)).toContain(exposureMeanings['with OPTION, debug options']);
  expect(words(text)).not.toContain(classMeanings['slow path']);
});
