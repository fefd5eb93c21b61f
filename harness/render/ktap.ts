import type { Analysis } from '../analysis/analysis.ts';
import { clipped } from '../text/visible.ts';
import type { Verdict } from '../types/result.ts';

/** What the kernel's tooling understands after the `#` of a result line. */
const directives: Partial<Record<Verdict, string>> = { timeout: ' # TIMEOUT', error: ' # ERROR' };

/** The report as KTAP (Documentation/dev-tools/ktap.rst): a test per design, a subtest per fixture. */
export function renderKtap({ byDesign }: Analysis): string {
  const lines = ['KTAP version 1', `1..${byDesign.length}`];
  for (const [at, { design, results, failed }] of byDesign.entries()) {
    lines.push('  KTAP version 1', `  # Subtest: ${nameOf(design)}`, `  1..${results.length}`);
    for (const [number, { fixture, verdict, wrong, evidence, replay }] of results.entries()) {
      if (verdict !== 'ok') lines.push(...[fixture.title, ...wrong, evidence, `$ ${replay}`].map(diagnostic));
      lines.push(`  ${okText(verdict === 'ok')} ${number + 1} ${nameOf(fixture.fixture)}${directives[verdict] ?? ''}`);
    }
    lines.push(`# ${nameOf(design)}: pass:${results.length - failed} fail:${failed} skip:0 total:${results.length}`);
    lines.push(`${okText(failed === 0)} ${at + 1} ${nameOf(design)}`);
  }
  return `${lines.join('\n')}\n`;
}

const okText = (ok: boolean): string => (ok ? 'ok' : 'not ok');

const diagnostic = (text: string): string => `  # ${clipped(text, 500)}`;

/** A `#` in a name would begin a directive. */
const nameOf = (text: string): string => clipped(text.replace(/#/g, '_').trim(), 200);
