import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cacheIn } from '../../harness/cache/cache.ts';
import type { DriverRecording } from '../../harness/oracle/import/source.ts';
import { findFixtures } from '../../harness/oracle/live/find_fixtures.ts';
import { scenariosOf } from '../../harness/oracle/live/from_fixture.ts';
import { observedKey } from '../../harness/oracle/live/observed.ts';
import type { LiveScenario } from '../../harness/oracle/live/scenario.ts';
import { compareDocument } from '../../harness/render/json_schema.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { program, root } from './program.ts';

/** What Debian's 6.1 did in this fixture, as `compare --kernel cloud61` kept it. No guest runs here. */
const fixture = 'zone-span/shrink-past-hole';
const recorded = (): DriverRecording =>
  JSON.parse(readFileSync(join(root, 'tests/oracle/live/shrink_past_hole.recording'), 'utf8'));

const folder = temporaryFolder();
const env = { XDG_CACHE_HOME: join(folder, 'cache'), PATH: '/nonexistent' };
let scenario: LiveScenario;

/** A kernel of which something is known, though there is no more to it than a name. */
function keep(name: string, recording: DriverRecording): string {
  const image = join(folder, name);
  writeFileSync(image, `the image of ${name}`);
  const key = observedKey({ name, named: image, image }, scenario, false);
  cacheIn(join(env.XDG_CACHE_HOME, 'mhp-compare', 'observed')).keep(key, JSON.stringify(recording));
  return image;
}

/** The same kernel, if it forgot the `+ 1` where shrink_zone_span() sets the end of a zone. */
function mistaken(): DriverRecording {
  const recording = recorded();
  let largest = 0;
  for (const { after } of recording.steps)
    for (const zone of after?.raw?.zones ?? []) {
      if (zone['zone'] !== 'MOVABLE' && zone['zone'] !== 'Movable') continue;
      const spanned = Number(zone['spanned_pages']);
      if (spanned > 0 && spanned < largest) zone['spanned_pages'] = spanned - 1;
      largest = Math.max(largest, spanned);
    }
  return recording;
}

const words = ['--design', 'david@v6.7', '--as', 'linux@6.1', '--fixture', fixture, '--quiet'];

beforeAll(async () => {
  const [found] = await findFixtures(fixture);
  [scenario] = scenariosOf(found!.fixture) as [LiveScenario];
});

describe('a kernel of which all is kept', () => {
  test('is a column without a guest, and agrees with its model', () => {
    const image = keep('stock', recorded());
    const { code, stdout, stderr } = program(['compare', '--kernel', `stock=${image}`, ...words, '--all'], { env });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toMatch(/1 designs and 1 kernel on linux@5\.12, 1 fixtures/);
    expect(text).toMatch(
      /Model against kernel: stock \(6\.1\.0-\d+-cloud-amd64\) as linux@6\.1: 0 of \d+ values differ/,
    );
    expect(text).toContain('the same verdict on 1 of 1 fixtures');
    expect(text).toMatch(/Not observable on stock: .*locks\/hotplug-lock-held/);
  });

  test('is held against its model first where the two differ', () => {
    const image = keep('bad', mistaken());
    const { code, stdout } = program(['compare', '--kernel', `bad=${image}`, ...words], { env });
    expect(code).toBe(0);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).not.toMatch(/: 0 of \d+ values differ/);
    expect(text).toContain('zone.spanned 0:Movable is');
    expect(text).toContain('violates on the kernel, ok on the model');
  });

  test('is told in every format', () => {
    const image = keep('bad', mistaken());
    const of = (format: string) =>
      program(['compare', '--kernel', `bad=${image}`, ...words, '--format', format], { env });
    const document = compareDocument.parse(JSON.parse(of('json').stdout));
    expect(document.designs).toEqual(['david@v6.7', 'bad']);
    const result = document.results.find(({ design }) => design === 'bad')!;
    expect(result).toMatchObject({ verdict: 'violates', cost: {}, evidence: { checked: [], unchecked: [] } });
    expect(result.notObservable?.map(({ invariant }) => invariant)).toContain('counters/pages-conserved');
    expect(document.faults.flatMap(({ designs }) => designs)).toContain('bad');
    for (const format of ['markdown', 'html', 'junit', 'ktap', 'github', 'mail']) {
      const { code, stdout } = of(format);
      expect(code, format).toBe(0);
      expect(stdout, format).toContain('bad');
    }
    const file = join(folder, 'report.jsonl');
    writeFileSync(file, of('jsonl').stdout);
    expect(program(['report', file, '--format', 'json'], { env }).stdout).toBe(of('json').stdout);
  });
});

describe('a kernel that cannot be run', () => {
  test('is a column that says why, beside those that can', () => {
    const image = keep('stock', recorded());
    const other = join(folder, 'other');
    writeFileSync(other, 'nothing is known of it');
    const kernels = ['--kernel', `stock=${image}`, '--kernel', `other=${other}`];
    const { code, stdout } = program(['compare', ...kernels, ...words], { env });
    expect(code).toBe(69);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toMatch(/Model against kernel: stock/);
    expect(text).toMatch(/other could not be run: not installed: qemu-system-x86_64/);
  });

  test('has to have a name of its own', () => {
    const image = keep('stock', recorded());
    const kernels = ['--kernel', `stock=${image}`, '--kernel', `stock=${image}`];
    const { code, stderr } = program(['compare', ...kernels, ...words], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('there is a column stock already');
  });
});
