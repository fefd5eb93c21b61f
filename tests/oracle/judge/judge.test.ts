import { expect, test } from 'vitest';
import { loadCorpus } from '../../../harness/corpus/load.ts';
import { judgeObserved } from '../../../harness/oracle/judge/judge.ts';
import { operatedBy } from '../../../harness/oracle/judge/operations.ts';
import { bootReleased } from '../../../harness/oracle/judge/released.ts';
import { checkInvariants } from '../../../harness/run/invariants.ts';
import { reportsOf } from '../../../harness/run/reported.ts';
import { bootSession } from '../../../harness/run/session.ts';
import type { Observation } from '../../../harness/types/observation.ts';
import type { NotSeen, Violation } from '../../../harness/types/result.ts';
import type { Fixture } from '../../../harness/types/scenario.ts';

const { fixtures } = await loadCorpus();

interface Both {
  model: Violation[];
  observed: Violation[];
  notSeen: NotSeen[];
}

/** What the model says of itself, and what is said of it by those of its observations that `shown` lets through. */
function judgeBoth(fixture: Fixture, stack: string, shown: (field: string) => boolean = () => true): Both {
  const { machine } = fixture;
  const session = bootSession(machine, stack);
  const checks = checkInvariants(session, []);
  const reports = reportsOf();
  const judge = judgeObserved(bootReleased(machine, stack), [], reports.report);
  const look = (observation: Observation) => ({
    observation: Object.fromEntries(Object.entries(observation).filter(([field]) => shown(field))),
    hot: [machine.firstHotPfn, Math.max(machine.firstHotPfn, session.k.max_pfn)] as const,
    atRest: true,
  });
  judge.after({ ...look(session.observe()), actions: [], title: 'boot' });
  const model: Violation[] = [];
  for (const [index, step] of fixture.steps.entries()) {
    checks.before(index, step);
    const result = session.step(step);
    model.push(...checks.after(index, step, result));
    if (session.fault) break;
    reports.step = index;
    const ret = Number(result.ret);
    const { actions, title } = step;
    judge.after({ ...look(result.observation), actions, title, operated: operatedBy(actions, ret, machine.config) });
  }
  return { model, observed: reports.take(), notSeen: judge.notSeen() };
}

const told = ({ invariant, step, class: name }: Violation): string => `${invariant} step ${step}: ${name}`;

/** Where what is said of an observation is not what the model says of itself. */
function disagreements({ model, observed, notSeen }: Both): string[] {
  const unsure = new Set(notSeen.map(({ invariant }) => invariant));
  const its = new Set(model.map(told));
  const wrong = observed.map(told).filter((each) => !its.has(each));
  const found = new Set(observed.map(({ invariant }) => invariant));
  const missed = model.filter(({ invariant }) => !found.has(invariant) && !unsure.has(invariant)).map(told);
  return [...wrong.map((each) => `only seen: ${each}`), ...missed.map((each) => `not seen: ${each}`)];
}

/** What no guest tells. */
const hidden = new Set(['page.state', 'page.online', 'page.inspan', 'zone.pageset', 'node.zonelist', 'notifier']);

test('what is said of observations is what the model says of itself', { timeout: 600_000 }, () => {
  const found = new Set<string>();
  const wrong = fixtures.flatMap((fixture) => {
    const both = judgeBoth(fixture, 'linux@5.12+oscar@v5');
    for (const { invariant } of both.observed) found.add(invariant);
    return disagreements(both).map((each) => `${fixture.id}: ${each}`);
  });
  expect(wrong).toEqual([]);
  // 3.14 and 3.23 of docs/findings.md, which every design has.
  expect([...found].sort()).toEqual(['restore/nothing-left', 'restore/round-trip', 'span/present-within-span']);
});

test('the same of what a guest shows', { timeout: 600_000 }, () => {
  const some = fixtures.filter((_, index) => index % 4 === 0);
  const wrong = some.flatMap((fixture) => {
    const both = judgeBoth(fixture, 'linux@6.1+david@v6.7', (field) => !hidden.has(field));
    return disagreements(both).map((each) => `${fixture.id}: ${each}`);
  });
  expect(wrong).toEqual([]);
});

test('what nobody sees is not observable, by name', () => {
  const [fixture] = fixtures;
  const { notSeen } = judgeBoth(fixture!, 'linux@6.1', (field) => field !== 'node.zonelist');
  const of = (id: string) => notSeen.find(({ invariant }) => invariant === id);
  expect(of('nodes/zonelist')).toEqual({ invariant: 'nodes/zonelist', needs: ['node.zonelist'] });
  expect(of('locks/hotplug-lock-held')?.part).toBeUndefined();
  expect(of('nodes/node-state')).toBeUndefined();
});
