import { evidenceLine, resultsByDesign, wrongLines } from '../analysis/result_text.ts';
import { clipped } from '../text/visible.ts';
import type { Report, ReportResult } from '../types/report.ts';

/** What the kernel's tooling understands after the `#` of a result line. */
const directives: Partial<Record<ReportResult['verdict'], string>> = { timeout: ' # TIMEOUT', error: ' # ERROR' };

/** The report as KTAP (Documentation/dev-tools/ktap.rst): a test per design, a subtest per fixture. */
export function renderKtap(report: Report): string {
  const designs = resultsByDesign(report);
  const lines = ['KTAP version 1', `1..${designs.length}`];
  for (const [at, { design, results }] of designs.entries()) {
    lines.push('  KTAP version 1', `  # Subtest: ${nameOf(design)}`, `  1..${results.length}`);
    for (const [number, [result, fixture]] of results.entries()) {
      if (result.verdict !== 'ok') {
        const wrong = wrongLines(result, fixture).map((line) => clipped(line, 500));
        lines.push(...[fixture.title, ...wrong, evidenceLine(result), `$ ${result.replay}`].map(diagnostic));
      }
      const outcome = `${okText(result.verdict === 'ok')} ${number + 1} ${nameOf(fixture.fixture)}`;
      lines.push(`  ${outcome}${directives[result.verdict] ?? ''}`);
    }
    const failed = results.filter(([result]) => result.verdict !== 'ok').length;
    lines.push(`# ${nameOf(design)}: pass:${results.length - failed} fail:${failed} skip:0 total:${results.length}`);
    lines.push(`${okText(failed === 0)} ${at + 1} ${nameOf(design)}`);
  }
  return `${lines.join('\n')}\n`;
}

function okText(ok: boolean): string {
  return ok ? 'ok' : 'not ok';
}

function diagnostic(text: string): string {
  return `  # ${clipped(text, 500)}`;
}

/** A `#` in a name would begin a directive. */
function nameOf(text: string): string {
  return clipped(text.replace(/#/g, '_').trim(), 200);
}
