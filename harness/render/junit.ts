import junit, { type Builder } from 'junit-report-builder';
import { evidenceLine, resultsByDesign, verdictText, wrongLines } from '../analysis/result_text.ts';
import { clipped } from '../text/visible.ts';
import { isConclusive } from '../types/consequence.ts';
import type { Report } from '../types/report.ts';

// The types speak of a default export, the CommonJS module of Node is the builder itself.
const builder = junit as unknown as Builder;

/** A title longer than this tells a list of tests nothing. */
const longest = 300;

/**
 * The report as JUnit XML: a suite per design, a case per fixture. What goes wrong is a failure; a run that gave no
 * answer (`timeout`, `error`) is an error. Without times: a report has no clock.
 */
export function renderJunit(report: Report): string {
  const { header } = report;
  const root = builder.newBuilder().name(`mhp-compare ${header.base}`);
  for (const { design, results } of resultsByDesign(report)) {
    const suite = root.testSuite().name(design);
    suite.property('base', header.base).property('corpus', header.corpus.hash).property('tool', header.tool);
    for (const [result, fixture] of results) {
      const one = suite.testCase();
      one.className(`${design}.${fixture.topic}`).name(clipped(`${fixture.fixture}: ${fixture.title}`, longest));
      one.file(fixture.file);
      if (result.verdict === 'ok') continue;
      const lines = wrongLines(result, fixture);
      const message = clipped(lines[0] ?? result.verdict, longest);
      const text = [...lines, evidenceLine(result), `$ ${result.replay}`].map(inCdata).join('\n');
      if (isConclusive(result.verdict)) one.failure(message, verdictText(result)).stacktrace(text);
      else one.error(message, result.verdict, text);
    }
  }
  return `${root.build().trimEnd()}\n`;
}

/** The end of a CDATA section must not stand inside one. */
function inCdata(text: string): string {
  return text.replaceAll(']]>', ']] >');
}
