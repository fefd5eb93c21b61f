import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { faultsOf } from '../../harness/faults/of_design.ts';
import { subjectOf } from '../../harness/faults/subject.ts';
import { conform } from '../../harness/oracle/conform.ts';
import { loadRecordings } from '../../harness/oracle/load.ts';
import { runFixture } from '../../harness/run/run.ts';
import { bootSession } from '../../harness/run/session.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import type { Fixture } from '../../harness/types/scenario.ts';
import { machines } from '../corpus/machines.ts';
import { step } from '../kernel/machine.ts';
import { halfASection, parseFindings, type Triple } from './findings.ts';

const findings = parseFindings(readFileSync('docs/findings.md', 'utf8'));
const triples = findings.flatMap(({ triples }) => triples);
const { fixtures } = await loadCorpus({});
const off = { debug_vm: false, kasan: false, page_ext: false };
const switches: Record<string, object> = {
  DEBUG_VM: { debug_vm: true },
  KASAN: { kasan: true },
  PAGE_EXTENSION: { page_ext: true },
};
const errnos: Record<string, number> = { EBUSY: -16, EINVAL: -22 };

const stackOf = (release: string, design: string) => (design.startsWith('linux@') ? design : `${release}+${design}`);
const called = (id: string): Fixture => {
  const found = fixtures.find((each) => each.id === id);
  if (!found) throw new Error(`no fixture ${id}`);
  return found;
};

/** The same steps with every DIMM on node 1 of another machine; what the fixture expects is of its own. */
function moved(fixture: Fixture, name: string): Fixture {
  const machine = machines.get(name)!;
  const steps = fixture.steps.map(({ expect: _, actions, ...rest }) => ({
    ...rest,
    actions: actions.map((action) => (action.op === 'add' ? { ...action, node: 1 } : action)),
  }));
  return { ...fixture, machine: { ...machine, config: { ...machine.config, ...fixture.machine.config } }, steps };
}

/** Whether it shows on the release, and what it needs for that; undefined where the design has no port to it. */
function shown(triple: Triple, release: string, config: object, exposure = false) {
  if (triple.design.startsWith('linux@') && triple.design !== release) return undefined;
  const fixture = triple.machine ? moved(called(triple.fixture), triple.machine) : called(triple.fixture);
  const result = runFixture(fixture, stackOf(release, triple.design), { config, exposure });
  if (result.verdict === 'error') {
    if (/has no port to/.test(result.failure?.message ?? '')) return undefined;
    throw new Error(result.failure?.message);
  }
  const errno = errnos[triple.invariant];
  if (errno !== undefined) return { shows: result.steps.some(({ ret }) => ret === errno), needs: undefined };
  const found = result.violations.filter(({ invariant }) => invariant === triple.invariant);
  const needs = found.map(({ needs }) => needs ?? []).sort((a, b) => a.length - b.length)[0];
  return { shows: found.length > 0, needs };
}

/** What the paragraph turns on: what it names has to be on, and what the fixture turns on by itself may be. */
const asked = ({ options }: Triple) => Object.assign({}, ...options.map((name) => switches[name] ?? {}));
const releases = ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'];
const named = (each: Triple) =>
  `${each.absent ? 'no ' : ''}${each.invariant} in ${each.fixture} on ${each.design}${each.options.length > 0 ? ` (${each.options.join(' + ')})` : ''}`;

describe('docs/findings.md', () => {
  it('has its paragraphs', () => {
    const third = findings.map(({ title }) => title).filter((title) => title.startsWith('3.'));
    expect(third).toEqual(third.map((_, index) => `3.${index + 1}`));
    expect([findings.length > 25, third.length > 15, triples.length > 50]).toEqual([true, true, true]);
  });

  it.each(findings)('$title says under which configuration, on which releases, and its evidence', (each) => {
    expect({ lines: each.lines, releases: each.releases.length > 0, evidence: each.evidence }).toEqual({
      lines: ['Configuration', 'Releases', 'Evidence', 'Fault'],
      releases: true,
      evidence: true,
    });
  });

  it.each(triples.map((each) => [named(each), each] as const))(
    '%s, on the releases it says and no other',
    (_, each) => {
      const seen = releases.map((release) => [release, shown(each, release, asked(each))?.shows] as const);
      const ported = seen.filter(([, shows]) => shows !== undefined).map(([release]) => release);
      const wanted = ported.filter((release) => each.releases.includes(release));
      if (each.absent) expect(seen.filter(([, shows]) => shows)).toEqual([]);
      else {
        expect(wanted).not.toEqual([]);
        expect(seen.filter(([, shows]) => shows).map(([release]) => release)).toEqual(wanted);
      }
    },
  );

  const positive = triples.filter(({ absent }) => !absent);
  it.each(positive.map((each) => [named(each), each] as const))('%s needs the options it says', (_, each) => {
    const wanted = each.options.filter((name) => switches[name]);
    for (const release of each.releases) {
      const on = shown(each, release, asked(each), true);
      if (!on) continue;
      // A result is no violation and says no needs: it is only run without.
      if (on.needs)
        // The paragraph says the machine; whether few have it is said in the machine's file.
        expect(on.needs.filter((need) => need !== 'rare machine')).toEqual(
          [...each.options, ...(each.failure ? ['failure'] : []), ...(each.call ? ['direct call'] : [])].sort(),
        );
      expect(shown(each, release, off)?.shows).toBe(wanted.length === 0);
      for (const name of wanted) {
        const [key] = Object.keys(switches[name]!);
        expect(shown(each, release, { ...asked(each), [key!]: false })?.shows).toBe(false);
      }
    }
  });

  it.each(findings.filter(({ triples }) => triples.length > 0))('$title: each release has evidence', (each) => {
    const covered = each.releases.filter((release) =>
      each.triples.some((triple) => triple.releases.includes(release) && shown(triple, release, asked(triple))?.shows),
    );
    expect(covered).toEqual(each.releases);
  });

  it.each(findings)('$title is a fault or says why not', ({ faults, noFault }) => {
    expect([faults.length > 0, noFault !== '']).toContainEqual(true);
    expect(faults.length > 0 && noFault !== '').toBe(false);
  });

  // The baseline holds what `compare` finds over the default designs.
  const computed = (readJsonl(readFileSync('reports/baseline.jsonl', 'utf8'), 'the baseline').faults ?? []).map(
    ({ id }) => id,
  );
  const later = faultsOf({ subject: subjectOf('david@v6.7', 'linux@5.12'), fixtures, told: new Map(), brief: true });
  const told = [...new Set(findings.flatMap(({ faults }) => faults))].sort();

  it('names every fault of the default designs and of david@v6.7, and no other', () => {
    expect(computed.length).toBeGreaterThan(5);
    expect(told).toEqual([...new Set([...computed, ...later.map(({ id }) => id)])].sort());
  });

  it('finds the faults of david@v6.7 among those that v10 has', () => {
    // v6.7 took the lock and mended the hole and the failed add; 3.1, 3.14, 3.22, 3.23 and L49 are what it kept.
    expect(later.map(({ id }) => id).sort()).toEqual([
      'david/checkOnlineRange/pages-in-zone-span',
      'david/memory_block_offline/expectation',
      'david/mhp_deinit_memmap_on_memory/zone-edge',
      'david/mhp_init_memmap_on_memory/page-ext-covers-memmap',
      'linux/set_zone_contiguous/present-within-span',
      'linux/sparse_add_section/nothing-left',
    ]);
  });

  const recordings = findings.flatMap(({ title, recordings, releases }) =>
    recordings.map((id) => ({ title, id, releases })),
  );
  it.each(recordings)('$title: $id replays without a difference, on a release of the paragraph', ({ id, releases }) => {
    const [recording] = loadRecordings('fixtures/recordings', (other) => other === id);
    expect(recording?.id).toBe(id);
    expect(conform(recording!, bootSession)).toMatchObject({ different: 0 });
    expect(releases).toContain(recording!.as.split('+')[0]);
  });

  it.each(findings.flatMap(({ tests }) => tests))('%s is there', (path) => {
    expect(existsSync(path)).toBe(true);
  });

  // 16384 pages are what the block onlined below the half that went; the bit of their section is gone.
  it.each(findings.flatMap(({ text }) => halfASection(text)))(
    'half a section goes offline on $design: $accepted',
    ({ design, accepted }) => {
      const machine = machines.get('x86-64-128M')!;
      const [first, pages] = [machine.firstHotPfn, machine.pagesPerBlock];
      const session = bootSession(machine, stackOf('linux@5.12', design));
      const rets = [
        { op: 'call', function: 'add_memory', first, pages, node: 0 } as const,
        { op: 'online_movable', block: first / pages } as const,
        { op: 'call', function: 'offline_pages', first: first + pages / 2, pages: pages / 2 } as const,
      ].map((action) => session.step(step(action)).ret);
      expect([rets, session.k.online_section(first / pages)]).toEqual([
        [0, 0, accepted ? 0 : errnos['EINVAL']],
        !accepted,
      ]);
      expect(session.observe()['zone.managed']?.['0:Movable']).toBe(accepted ? pages / 2 : pages);
    },
  );

  const replays = findings.flatMap(({ replays }) => replays);
  it.each(replays)('$fixture shows something on $design', ({ fixture, design }) => {
    const stack = stackOf('linux@5.12', design);
    const { violations, steps } = runFixture(called(fixture), stack);
    const refused = steps.some(({ ret }) => typeof ret === 'number' && ret < 0);
    expect(violations.length > 0 || refused).toBe(true);
  });
});
