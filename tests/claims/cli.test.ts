import { expect, test } from 'vitest';
import { program } from '../cli/program.ts';

test('claims prints seventy verdicts as one JSON document', () => {
  const { code, stdout } = program(['claims', '--format', 'json']);
  const { claims } = JSON.parse(stdout) as {
    claims: { id: string; verdict: string; byDesign: object; fixtures: string[] }[];
  };
  expect(code).toBe(0);
  expect(claims).toHaveLength(70);
  for (const each of claims) expect(each).toMatchObject({ verdict: expect.any(String), byDesign: expect.any(Object) });
});

test('a replay line of a claim shows the scenario again', () => {
  const replay = /npx mhp-compare (explain .*)/.exec(program(['claims', 'L48']).stdout)?.[1];
  expect(replay).toBeDefined();
  const { code, stdout } = program(replay!.trim().split(' '));
  expect(code).toBe(0);
  expect(stdout).toContain('L48 (decided here)');
});

test.each([
  [['claims', 'L71'], 66],
  [['interdiff', 'david@poc'], 2],
  [['interdiff', 'david@poc', 'nobody'], 66],
  [['explain'], 2],
  [['validate'], 0],
])('%j ends with %i', (args, code) => {
  expect(program(args as string[]).code).toBe(code);
});

test.each(['claims', 'interdiff', 'validate'])('%s --schema prints a JSON Schema', (verb) => {
  expect(JSON.parse(program([verb, '--schema']).stdout)).toMatchObject({ type: 'object', required: expect.any(Array) });
});
