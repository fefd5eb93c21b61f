import { beforeAll, expect, test } from 'vitest';
import { type Checkout, copyCheckout } from './checkout.ts';

const bad = 'fixtures/scenarios/round-trip/bad.yaml';
let copy: Checkout;
beforeAll(() => {
  copy = copyCheckout();
});

test.each([
  ['an unknown step', 'title: Bad\nmachine: x86-64-128M\nsteps:\n  - onlein: d0\n', 'bad.yaml:4:'],
  ['a wrong type', 'title: 7\nmachine: x86-64-128M\nsteps: yes\n', 'bad.yaml:'],
  ['no such machine', 'title: Bad\nmachine: x86-64-127M\nsteps:\n  - add: d0\n', 'bad.yaml:2:'],
  ['nothing in it', '', 'bad.yaml'],
  ['two megabytes of text', `title: ${'long '.repeat(400_000)}\n`, 'bad.yaml'],
  ['an alias bomb', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\n`, 'bad.yaml:'],
])('beside a file with %s the other fixtures run and report, and the exit code is 65', (_, text, place) => {
  copy.write(bad, text);
  const { code, stdout, stderr } = copy.run(
    'compare',
    '--fixture',
    'round-trip/*',
    '--design',
    'oscar@v5',
    '--format',
    'json',
    '--quiet',
  );
  expect(code).toBe(65);
  expect(stderr).toContain(place);
  expect(stderr.split('\n').length).toBeLessThan(24);
  const { results, problems } = JSON.parse(stdout);
  expect(new Set(results.map(({ fixture }: { fixture: string }) => fixture)).size).toBeGreaterThan(3);
  expect(problems[0]).toContain('fixtures/scenarios/round-trip/bad.yaml');
});

test('a gate that fails beside an unreadable fixture does not hide that', () => {
  copy.write(bad, '');
  const { code } = copy.run(
    'compare',
    '--fixture',
    'fresh-node/*',
    '--fixture',
    'round-trip/*',
    '--fail-on',
    'violations',
  );
  expect(code).toBe(65);
});
