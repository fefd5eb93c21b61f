import type { Report } from '../types/report.ts';
import { writeLines } from './lines.ts';

/**
 * The report as JSON Lines, each line to be read by itself: a header; per fixture one line `fixture`, one line `result` per
 * design and, where observations were kept, one line `trace`; `featureOff`, one line per `exception`, `claim`, law of `growth`,
 * `cost`, `fault` and `proof`; a footer that counts them. {@link import('./read_jsonl.ts').readJsonl} gives back an equal report.
 */
export function renderJsonl({
  header,
  fixtures,
  results,
  traces,
  featureOff,
  claims,
  growth,
  costs,
  faults,
  proofs,
}: Report): string {
  const { schemaVersion: _, ...head } = header;
  const { exceptions, ...off } = featureOff;
  const byFixture = new Map<string, { type: string }[]>(
    fixtures.map((one) => [one.fixture, [{ type: 'fixture', ...one }]]),
  );
  for (const result of results) byFixture.get(result.fixture)?.push({ type: 'result', ...result });
  for (const trace of traces ?? []) byFixture.get(trace.fixture)?.push({ type: 'trace', ...trace });
  const lines = [
    ...[...byFixture.values()].flat(),
    { type: 'featureOff', ...off },
    ...exceptions.map((one) => ({ type: 'exception', ...one })),
    ...(claims ?? []).map((one) => ({ type: 'claim', ...one })),
    ...(growth ?? []).map((one) => ({ type: 'growth', ...one })),
    ...(costs ?? []).map((one) => ({ type: 'cost', ...one })),
    ...(faults ?? []).map((one) => ({ type: 'fault', ...one })),
    ...(proofs ?? []).map((one) => ({ type: 'proof', ...one })),
  ];
  // A section that is not there is something else than one with nothing in it.
  const optional = { trace: traces, claim: claims, growth, cost: costs, fault: faults, proof: proofs };
  const sections = Object.entries(optional).flatMap(([type, section]) => (section ? [type] : []));
  return writeLines(head, lines, ['fixture', 'result', 'featureOff', 'exception', ...sections]);
}
