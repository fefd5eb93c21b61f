/** One test of a KTAP document; a test with subtests has a plan of them. */
export interface KtapTest {
  ok: boolean;
  number: number;
  name: string;
  directive: string;
  diagnostics: string[];
  subtests: KtapTest[];
}

/**
 * Reads KTAP as Documentation/dev-tools/ktap.rst has it, and nothing looser: a version line, a plan, results numbered
 * from 1 without a gap, as many as planned; subtests indented by two, with a version line and plan of their own, before
 * the result of their parent. Throws with the number of the first line that does not fit.
 */
export function parseKtap(text: string): KtapTest[] {
  if (!text.endsWith('\n')) throw new Error('the last line is cut off');
  const lines = text.slice(0, -1).split('\n');
  let at = 0;
  const fail = (message: string): never => {
    throw new Error(`line ${at + 1}: ${message}: ${lines[at]}`);
  };
  const level = (indent: string): KtapTest[] => {
    if (lines[at] !== `${indent}KTAP version 1`) fail('no version line');
    at++;
    if (indent !== '' && !/^# Subtest: \S/.test((lines[at] ?? '').slice(indent.length))) fail('no name of the subtest');
    if (indent !== '') at++;
    const plan = /^1\.\.(\d+)$/.exec((lines[at] ?? '').slice(indent.length)) ?? fail('no plan');
    at++;
    const tests: KtapTest[] = [];
    let diagnostics: string[] = [];
    let subtests: KtapTest[] = [];
    while (tests.length < Number(plan[1])) {
      const line = lines[at] ?? fail('fewer results than planned');
      if (line.startsWith(`${indent}  KTAP version`)) {
        if (subtests.length > 0) fail('a second list of subtests');
        subtests = level(`${indent}  `);
        continue;
      }
      if (!line.startsWith(indent)) fail('indented less than its plan');
      const rest = line.slice(indent.length);
      const result = /^(ok|not ok) (\d+)(?: -)? ([^#]*?)(?: # (SKIP|TODO|XFAIL|TIMEOUT|ERROR)(?: .*)?)?$/.exec(rest);
      if (result) {
        const [, outcome, number, name, directive = ''] = result;
        if (Number(number) !== tests.length + 1) fail('a gap in the numbers');
        if (name === '') fail('a result without a name');
        tests.push({ ok: outcome === 'ok', number: Number(number), name: name!, directive, diagnostics, subtests });
        diagnostics = [];
        subtests = [];
      } else if (rest.startsWith('# ')) diagnostics.push(rest.slice(2));
      else fail('neither a result nor a diagnostic');
      at++;
    }
    return tests;
  };
  const tests = level('');
  if (at !== lines.length) fail('more than planned');
  return tests;
}
