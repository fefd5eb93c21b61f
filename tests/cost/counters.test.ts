import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { counterInfo, counters } from '../../harness/cost/counters.ts';
import { costMachines } from '../../harness/cost/machines.ts';
import { measure } from '../../harness/cost/measure.ts';
import { listDesigns } from '../../harness/run/designs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every counter that an operation writes is listed', () => {
  const written = new Set<string>();
  for (const { id } of listDesigns().filter((design) => design.on.includes('linux@5.12')))
    for (const machine of costMachines)
      for (const counted of Object.values(measure(machine, `linux@5.12+${id}`).counters))
        for (const counter of Object.keys(counted)) written.add(counter);
  expect([...written].filter((counter) => !counterInfo(counter))).toEqual([]);
});

test('every counter that the sources name is listed', () => {
  const sources = ['harness/kernel', 'strategies'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  );
  const named = sources.flatMap((text) => [...text.matchAll(/\.count\('([^']+)'/g)].map((match) => match[1]!));
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((counter) => !counterInfo(counter))).toEqual([]);
});

test('no counter is listed twice, and each says where it is counted', () => {
  expect(new Set(counters.map(({ name }) => name)).size).toBe(counters.length);
  for (const { unit, meaning, where } of counters)
    expect([unit, meaning, where].every((text) => text.length > 2)).toBe(true);
});
