import junit, { type Builder } from 'junit-report-builder';
import type { Analysis } from '../analysis/analysis.ts';
import { clipped } from '../text/visible.ts';
import { isConclusive } from '../types/consequence.ts';

// The types speak of a default export, the CommonJS module of Node is the builder itself.
const builder = junit as unknown as Builder;

/** A title longer than this tells a list of tests nothing. */
const longest = 300;

/**
 * The report as JUnit XML: a suite per design; in it a case per fault, then one per fixture. What goes wrong is a failure;
 * what was known from the baseline is skipped, and says by which fault; a fault that is mended is a case that passes. A run
 * that gave no answer (`timeout`, `error`) is an error. Without times: a report has no clock.
 */
export function renderJunit({ header, byDesign, faultCases }: Analysis): string {
  const root = builder.newBuilder().name(`mhp-compare ${header.base}`);
  for (const { design, results } of byDesign) {
    const suite = root.testSuite().name(design);
    suite.property('base', header.base).property('corpus', header.corpus.hash).property('tool', header.tool);
    for (const { fault, title, state, text, command } of faultCases.get(design) ?? []) {
      const one = suite.testCase();
      one.className(`${design}.faults`).name(clipped(`${fault}: ${title}`, longest));
      if (state === 'known') one.skipped().standardOutput(inCdata(`known: ${text}`));
      else if (state !== 'mended') one.failure(clipped(`${state}: ${title}`, longest), text).stacktrace(`$ ${command}`);
    }
    for (const { fixture, verdict, verdictText, wrong, evidence, replay, known } of results) {
      const one = suite.testCase();
      one.className(`${design}.${fixture.topic}`).name(clipped(`${fixture.fixture}: ${fixture.title}`, longest));
      one.file(fixture.file);
      if (verdict === 'ok') continue;
      if (verdict === 'not run') {
        one.skipped().standardOutput(inCdata(wrong.join('\n')));
        continue;
      }
      if (known.isKnown) {
        one.skipped().standardOutput(inCdata(known.text));
        continue;
      }
      const message = clipped(wrong[0] ?? verdict, longest);
      const text = [...wrong, evidence, `$ ${replay}`].map(inCdata).join('\n');
      if (isConclusive(verdict)) one.failure(message, verdictText).stacktrace(text);
      else one.error(message, verdict, text);
    }
  }
  return `${root.build().trimEnd()}\n`;
}

/** The end of a CDATA section must not stand inside one. */
function inCdata(text: string): string {
  return text.replaceAll(']]>', ']] >');
}
