import type { Coverage } from '../run/evidence.ts';
import type { ComparedCounts, Conformance, Difference } from './conform.ts';

/** One kernel under one stack: what `conform --format json` prints of it. */
export interface KernelConformance extends ComparedCounts {
  /** `cloud61`, `built-S`. */
  kernel: string;
  /** `uname -r`. */
  release: string;
  as: string;
  /** Number of recordings replayed. */
  scenarios: number;
  recordings: (ComparedCounts & { id: string; stopped?: { step: number; why: string } })[];
  byField: Record<string, ComparedCounts>;
  differences: Difference[];
}

export interface ConformReport {
  kernels: KernelConformance[];
  /** Of kernels with recordings that were made to cover a graph. */
  coverage?: readonly Coverage[];
}

/** Sums the recordings of each kernel and stack, in the order they come. */
export function conformReport(results: Conformance[], coverage: readonly Coverage[] = []): ConformReport {
  const kernels = new Map<string, KernelConformance>();
  for (const result of results) {
    const key = `${result.kernel} ${result.release} ${result.as}`;
    const kernel = kernels.get(key) ?? startKernel(result);
    kernels.set(key, kernel);
    kernel.scenarios++;
    addCounts(kernel, result);
    const { compared, equal, different, given, notObservable, stopped } = result;
    const counts = { id: result.recording, compared, equal, different, given, notObservable };
    kernel.recordings.push(stopped === undefined ? counts : { ...counts, stopped });
    for (const [field, sums] of Object.entries(result.byField)) {
      kernel.byField[field] ??= zero();
      addCounts(kernel.byField[field], sums);
    }
    kernel.differences.push(...result.differences);
  }
  return { kernels: [...kernels.values()], ...(coverage.length > 0 ? { coverage } : {}) };
}

function startKernel({ kernel, release, as }: Conformance): KernelConformance {
  return { kernel, release, as, scenarios: 0, ...zero(), recordings: [], byField: {}, differences: [] };
}

function zero(): ComparedCounts {
  return { compared: 0, equal: 0, different: 0, given: 0, notObservable: 0 };
}

function addCounts(sum: ComparedCounts, more: ComparedCounts): void {
  sum.compared += more.compared;
  sum.equal += more.equal;
  sum.different += more.different;
  sum.given += more.given;
  sum.notObservable += more.notObservable;
}

/** JSON Schema of `conform --format json`. */
export const conformSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'conform --format json',
  type: 'object',
  required: ['kernels'],
  properties: {
    kernels: {
      type: 'array',
      items: {
        type: 'object',
        required: [
          'kernel',
          'as',
          'scenarios',
          'compared',
          'equal',
          'different',
          'given',
          'notObservable',
          'differences',
        ],
        properties: {
          kernel: { type: 'string' },
          release: { type: 'string' },
          as: { type: 'string' },
          scenarios: { type: 'integer' },
          ...countSchema(),
          recordings: {
            type: 'array',
            items: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, ...countSchema() } },
          },
          byField: { type: 'object', additionalProperties: { type: 'object', properties: countSchema() } },
          differences: { type: 'array', items: differenceSchema() },
        },
      },
    },
    coverage: { type: 'array', items: coverageSchema() },
  },
};

function coverageSchema(): object {
  const names = ['kernel', 'as', 'machine', 'alphabet'];
  const counts = ['blocks', 'transitions', 'confirmed'];
  return {
    type: 'object',
    required: [...names, ...counts],
    properties: {
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
      ...Object.fromEntries(counts.map((name) => [name, { type: 'integer', minimum: 0 }])),
    },
  };
}

function countSchema(): Record<keyof ComparedCounts, object> {
  const count = { type: 'integer', minimum: 0 };
  return { compared: count, equal: count, different: count, given: count, notObservable: count };
}

function differenceSchema(): object {
  const scalar = { type: ['string', 'number', 'null'] };
  return {
    type: 'object',
    required: ['recording', 'step', 'field', 'key', 'expected', 'actual', 'replay'],
    properties: {
      recording: { type: 'string' },
      step: { type: 'integer' },
      title: { type: 'string' },
      field: { type: 'string' },
      key: { type: 'string' },
      expected: scalar,
      actual: scalar,
      replay: { type: 'string' },
    },
  };
}
