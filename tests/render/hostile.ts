import { buildReport } from '../../harness/compare/build_report.ts';
import type { Report } from '../../harness/types/report.ts';
import { type FakeModel, sampleDesign, sampleFixture, sampleHeader, sampleRun, sampleStep } from '../sample_report.ts';

/** What must not be understood as markup, as a command of a terminal, or as the end of anything. */
const markup = `<script>alert("x")</script><!-- ]]> --> \`|* &amp; ' # SKIP % ::error::boo ]]>`;
export const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('');
const noise = `\u001b[2J\u001b]0;title\u0007${controls}\u007f\u0085\u009b31m\u2028\u202e\ud800\ufffe`;

/** A fixture with a title of markup and 10,000 characters, on a design that throws an error full of control characters. */
export function hostileReport(): Promise<Report> {
  const designs = [
    sampleDesign('unpatched', { provenance: 'release' }),
    sampleDesign('evil@v1', { title: markup + noise }),
  ];
  const fixtures = [
    sampleFixture('span/long', { title: markup + 'x'.repeat(10_000) }),
    sampleFixture('span/evil', { title: `${markup}${noise}` }),
  ];
  const model: FakeModel = (fixture, design) => {
    if (design === 'unpatched') return sampleRun(fixture.id, design);
    if (fixture.id === 'span/evil')
      return sampleRun(fixture.id, design, { verdict: 'error', failure: { message: markup + noise, chain: [noise] } });
    const violation = {
      invariant: 'one',
      class: 'crash',
      step: 1,
      message: markup + noise,
      where: noise,
      claims: [],
    } as const;
    const steps = [sampleStep('add d0', 0), sampleStep(markup, 1)];
    return sampleRun(fixture.id, design, { verdict: 'violates', violations: [{ ...violation, claims: [] }], steps });
  };
  return buildReport(sampleHeader(designs, 2), fixtures, model, { observations: true });
}
