import type { Analysis } from '../analysis/analysis.ts';
import { clipped } from '../text/visible.ts';
import type { Verdict } from '../types/result.ts';

/** What the kernel's tooling understands after the `#` of a result line. */
const directives: Partial<Record<Verdict, string>> = { timeout: ' # TIMEOUT', error: ' # ERROR' };

/** One result line, with what is said before it. */
interface Case {
  name: string;
  state: 'pass' | 'fail' | 'skip';
  directive?: string;
  notes: string[];
}

/**
 * The report as KTAP (Documentation/dev-tools/ktap.rst): a test per design, in it a subtest per fault and one per fixture.
 * What was known from the baseline is skipped, and says by which fault.
 */
export function renderKtap({ byDesign, faultCases }: Analysis): string {
  const lines = ['KTAP version 1', `1..${byDesign.length}`];
  for (const [at, { design, results }] of byDesign.entries()) {
    const cases = [...(faultCases.get(design) ?? []).map(faultCase), ...results.map(resultCase)];
    lines.push('  KTAP version 1', `  # Subtest: ${nameOf(design)}`, `  1..${cases.length}`);
    for (const [number, { name, state, directive = '', notes }] of cases.entries())
      lines.push(...notes.map(diagnostic), `  ${okText(state !== 'fail')} ${number + 1} ${nameOf(name)}${directive}`);
    const count = (state: Case['state']): number => cases.filter((one) => one.state === state).length;
    const [pass, fail, skip] = [count('pass'), count('fail'), count('skip')];
    lines.push(`# ${nameOf(design)}: pass:${pass} fail:${fail} skip:${skip} total:${cases.length}`);
    lines.push(`${okText(fail === 0)} ${at + 1} ${nameOf(design)}`);
  }
  return `${lines.join('\n')}\n`;
}

function faultCase({ fault, title, state, text, command }: FaultCase): Case {
  if (state === 'mended') return { name: fault, state: 'pass', notes: [] };
  if (state === 'known') return { name: fault, state: 'skip', directive: skip(`known: ${text}`), notes: [] };
  return { name: fault, state: 'fail', notes: [`${state}: ${title}`, text, `$ ${command}`] };
}

function resultCase({ fixture, verdict, wrong, evidence, replay, known }: ToldResult): Case {
  const name = fixture.fixture;
  if (verdict === 'ok') return { name, state: 'pass', notes: [] };
  if (verdict === 'not run') return { name, state: 'skip', directive: skip(wrong.join('; ')), notes: [] };
  if (known.isKnown) return { name, state: 'skip', directive: skip(known.text), notes: [] };
  const notes = [fixture.title, ...wrong, evidence, `$ ${replay}`];
  return { name, state: 'fail', directive: directives[verdict] ?? '', notes };
}

type FaultCase = NonNullable<ReturnType<Analysis['faultCases']['get']>>[number];
type ToldResult = Analysis['byDesign'][number]['results'][number];

const skip = (why: string): string => ` # SKIP ${nameOf(why)}`;

const okText = (ok: boolean): string => (ok ? 'ok' : 'not ok');

const diagnostic = (text: string): string => `  # ${clipped(text, 500)}`;

/** A `#` in a name would begin a directive. */
const nameOf = (text: string): string => clipped(text.replace(/#/g, '_').trim(), 200);
