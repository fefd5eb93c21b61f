import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { listYaml } from '../../harness/corpus/files.ts';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { findRoot } from '../../harness/corpus/root.ts';
import { errnos } from '../../harness/kernel/include/errno.ts';
import { loadRecordings } from '../../harness/oracle/load.ts';
import type { Fixture } from '../../harness/types/scenario.ts';
import { isArithmetic, type Origin, readOrigins, type Stated } from './origins.ts';
import { inStep, shows } from './recorded.ts';

interface KernelLine {
  about: string;
  returns?: string[];
  decides?: string[];
}

const root = findRoot();
const { fixtures } = await loadCorpus({ root });
const lines = parse(readFileSync(join(root, 'fixtures/kernel-lines.yaml'), 'utf8')) as Record<
  string,
  Record<string, KernelLine>
>;
const texts = new Map(
  listYaml(root, 'fixtures/scenarios').map(({ id, file }) => [id, readFileSync(join(root, file), 'utf8')]),
);
const stated = fixtures.flatMap((fixture) =>
  readOrigins(texts.get(fixture.id)!).map((value) => ({ fixture, ...value })),
);
const named = new Set(
  stated.flatMap(({ origins }) => origins.flatMap((each) => ('recording' in each ? [each.recording] : []))),
);
const recordings = new Map(
  loadRecordings(join(root, 'fixtures/recordings'), (id) => named.has(id)).map((each) => [each.id, each]),
);

const needsOrigin = ({ field, values }: Stated): boolean => field === 'ret' || !values.every(isArithmetic);

/** An errno that an earlier step of the scenario armed. */
const armed = ({ steps }: Fixture, step: number, errno: string): boolean =>
  steps
    .slice(0, step)
    .some(({ actions }) =>
      actions.some((action) => 'errno' in action && action.errno === -(errnos as Record<string, number>)[errno]!),
    );

/** Why the origin does not hold of the values; undefined where it does. */
function objection(origin: Origin, { fixture, step, field }: Stated & { fixture: Fixture }): string | undefined {
  const expectation = fixture.steps[step]!.expect!;
  if ('recording' in origin) {
    const recording = recordings.get(origin.recording);
    if (!recording) return `no recording ${origin.recording}`;
    const together = inStep(fixture, recording)[step];
    if (!together) return `${origin.recording} does not take the steps up to here on such a machine`;
    return shows(together, expectation, field, fixture.machine) ? undefined : `${origin.recording} does not show it`;
  }
  const line = lines[origin.file]?.[origin.function];
  if (!line) return `fixtures/kernel-lines.yaml has no ${origin.file}:${origin.function}`;
  if (field !== 'ret')
    return line.decides?.includes(field) ? undefined : `${origin.function}() does not decide ${field}`;
  const ret = expectation.ret === 0 ? 'ok' : String(expectation.ret);
  const injected = line.returns?.includes('injected') && armed(fixture, step, ret);
  return line.returns?.includes(ret) || injected ? undefined : `${origin.function}() does not return ${ret}`;
}

const place = ({ fixture, line, field }: Stated & { fixture: Fixture }): string => `${fixture.file}:${line}: ${field}`;

test('an origin stands beside every expected value that is no arithmetic over the machine', () => {
  const without = stated.filter((each) => needsOrigin(each) && each.origins.length === 0);
  expect(without.map(place)).toEqual([]);
});

test('every expected value is what one of the origins beside it says', () => {
  const doubtful = stated.flatMap((each) => {
    if (!needsOrigin(each) || each.origins.length === 0) return [];
    const objections = each.origins.map((origin) => objection(origin, each));
    return objections.includes(undefined) ? [] : [`${place(each)}: ${objections.join('; ')}`];
  });
  expect(doubtful).toEqual([]);
});
