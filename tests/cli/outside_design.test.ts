import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary_folder.ts';
import { program, root } from './program.ts';

const folder = temporaryFolder();

const fixture = 'round-trip/movable';
const run = (...args: string[]) => program(args, { cwd: folder });

/** A design with one function put around the base's. */
function write(name: string, body: string, from = 'mhp-compare', head = ''): string {
  const id = name.replace(/\W/g, '-');
  const text = `import { defineDesign } from '${from}';
${head}
export default defineDesign({
  id: '${id}', revision: 'v1', title: 'a test', provenance: 'reconstructed', source: {}, on: ['linux@5.12'],
  family: '${id}', replaces: { online_mem_sections: '' },
  patch: (k, base) => ({
    online_mem_sections(start_pfn, end_pfn) {
      ${body}
      return base.online_mem_sections(start_pfn, end_pfn);
    },
  }),
});
`;
  writeFileSync(join(folder, name), text);
  return `./${name}`;
}

interface Result {
  design: string;
  verdict: string;
  replay: string;
  failure?: { message: string; chain: string[] };
}

/** The results of the design beside the unpatched kernel. */
function compare(file: string, ...args: string[]): Result[] {
  const { stdout, stderr } = run(
    'compare',
    '--fixture',
    fixture,
    '--design',
    'unpatched',
    '--design',
    file,
    '--format',
    'json',
    ...args,
  );
  expect(stdout, stderr).not.toBe('');
  return (JSON.parse(stdout) as { results: Result[] }).results;
}

test('a TypeScript file outside the checkout is a column beside the default designs', () => {
  const file = write('fine.ts', 'const typed: number = 1; void typed;');
  const { designs, results } = JSON.parse(run('compare', '-f', fixture, '-d', file, '--format', 'json').stdout);
  expect(designs).toContain('unpatched');
  expect(designs.at(-1)).toBe('fine-ts@v1');
  expect(results.at(-1).verdict).toBe('ok');
});

test('a JavaScript file is a design as well', () => {
  expect(compare(write('fine.js', ''))[1]?.verdict).toBe('ok');
});

test('a path into the checkout imports the same as the name, and designs to stand on', () => {
  const stand = `import reserve from '${join(root, 'strategies/michal/reserve.ts')}';`;
  const file = write('below.ts', '', join(root, 'harness/design.ts'), stand);
  writeFileSync(
    join(folder, file),
    readFileSync(join(folder, file), 'utf8').replace('source:', 'over: [reserve], source:'),
  );
  const [unpatched, own] = compare(file);
  expect(unpatched?.verdict).toBe('ok');
  expect(own?.design).toBe('below-ts@v1');
  expect(own?.verdict).not.toBe('error');
});

test('a design that throws is an error with the place, and the others have their verdicts', () => {
  const [unpatched, own] = compare(write('throws.ts', "if (start_pfn) throw new TypeError('no such thing');"));
  expect(unpatched?.verdict).toBe('ok');
  expect(own).toMatchObject({ verdict: 'error', failure: { message: 'no such thing', chain: ['./throws.ts:8:28'] } });
});

test('a design that loops is a timeout', () => {
  const [unpatched, own] = compare(write('loops.ts', 'for (;;) {}'), '--time-limit', '1');
  expect(unpatched?.verdict).toBe('ok');
  expect(own).toMatchObject({ verdict: 'timeout', failure: { message: 'no end after 1 s of work' } });
});

test.each([
  ['the heap', 'const eaten: unknown[] = []; for (;;) eaten.push(new Array(1000).fill(0));'],
  ['memory beside the heap', 'const eaten: unknown[] = []; for (;;) eaten.push(new Uint8Array(1e6).fill(1));'],
])('a design that eats %s is an error', (_, body) => {
  const [unpatched, own] = compare(write('eats.ts', body));
  expect(unpatched?.verdict).toBe('ok');
  expect(own?.verdict).toMatch(/^(error|timeout)$/);
  expect(own?.failure?.message).toMatch(/memory|no end/);
});

test('a design that ends the process ends its own thread only', () => {
  expect(compare(write('exits.ts', 'process.exit(0);'))[1]?.verdict).toBe('error');
});

test('after three fixtures without an answer the rest is not tried', () => {
  const file = write('always-exits.ts', 'process.exit(0);');
  const { stdout } = run('compare', '-f', 'round-trip/*', '-d', 'unpatched', '-d', file, '--format', 'json');
  const own = (JSON.parse(stdout).results as Result[]).filter(({ design }) => design !== 'unpatched');
  expect(own.at(-1)?.failure?.message).toContain('not tried');
  expect(own.every(({ verdict }) => verdict !== 'ok')).toBe(true);
});

test('the replay command names the file', () => {
  expect(compare(write('replayed.ts', ''))[1]?.replay).toMatch(/--design \.\/replayed\.ts$/);
});

test.each([
  ['does not compile', "export default { id: 'a' b: 1 };", 'bad.ts:1:26: error does-not-compile'],
  ['exports nothing', 'export const nothing = 1;', 'bad.ts:1:1: error no-design: the module has no default export'],
  [
    'lacks a key',
    "export default { id: 'a', revision: 'v1' };",
    'bad.ts:1:1: error bad-design: the design has no `title`',
  ],
  ['throws while it is loaded', "\nthrow new Error('early');\nexport default {};", 'bad.ts:2:7: error throws-on-load'],
  [
    'imports what is not there',
    "import './none.ts';\nexport default {};",
    'bad.ts:1:11: error does-not-compile: cannot find',
  ],
])('a module that %s ends with 78, its place and a hint', (_, text, told) => {
  writeFileSync(join(folder, 'bad.ts'), text);
  const { code, stdout, stderr } = run('compare', '--design', './bad.ts');
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toContain(`./${told}`);
  expect(stderr).toContain('hint: ');
});

test('a file that is not there ends with 78', () => {
  expect(run('compare', '--design', './nowhere.ts').code).toBe(78);
});

test('an id that a bundled design has is refused', () => {
  const file = write('taken.ts', '');
  writeFileSync(
    join(folder, file),
    readFileSync(join(folder, file), 'utf8').replace("id: 'taken-ts', revision: 'v1'", "id: 'oscar', revision: 'v5'"),
  );
  const { code, stderr } = run('compare', '--design', file);
  expect(code).toBe(78);
  expect(stderr).toContain('strategies/oscar/v5.ts is oscar@v5 already');
});

test('a module of strategies/ is the design that it is', () => {
  const { stdout } = run('list', 'designs', '--design', join(root, 'strategies/oscar/v5.ts'));
  expect(stdout).toMatch(/^1 designs\n {2}oscar@v5 /);
});

test('a settings file of the folder changes nothing', () => {
  mkdirSync(join(folder, 'odd'));
  writeFileSync(join(folder, 'odd', 'tsconfig.json'), '{ nonsense');
  const file = write('odd/fine.ts', '');
  expect(program(['list', 'designs', '-d', file], { cwd: folder }).stdout).toContain('a test');
});

test('explain walks a design from a file beside the reference', () => {
  const { verdicts } = JSON.parse(
    run('explain', fixture, '--design', write('explained.ts', ''), '--format', 'json').stdout,
  );
  expect(Object.keys(verdicts)).toEqual(['unpatched', 'explained-ts@v1']);
});

test('validate says which body a hunk was read against', () => {
  const { stdout } = run('validate', '--design', write('checked.ts', ''));
  expect(stdout).toMatch(/\.\/checked\.ts:5:\d+: error hunk-no-longer-applies/);
  expect(stdout).toMatch(/write `online_mem_sections: '\w+'`/);
});

test('with the feature off a design from a file is compared, not judged, as the reference is', () => {
  // The release leaves sections behind in this fixture, with the feature off anyway: a violation for every design.
  const file = write('off.ts', '');
  const words = ['-f', 'existing-memory/retry-after-running-out', '-d', 'unpatched', '-d', file, '--format', 'json'];
  const { results, featureOff } = JSON.parse(run('compare', ...words).stdout);
  expect(results.map(({ verdict }: Result) => verdict)).toEqual(['violates', 'violates']);
  expect(featureOff).toMatchObject({ compared: 1, different: 0 });
});
