import { consequenceClasses, exposures, needs, verdicts } from '../types/result.ts';
import type { LineKind } from './lines.ts';
import { flag, list, number, object, oneOf, optional, orNull, record, scalar, text } from './shape.ts';

const texts = list(text);
const counters = record(number);
const neededFor = optional(list(oneOf(needs)));
const ret = scalar;
/** Of a machine's configuration. */
const setting: typeof scalar = (value) => (typeof value === 'boolean' ? undefined : scalar(value));

const divergence = object({
  step: number,
  title: text,
  field: text,
  key: text,
  values: list(object({ designs: texts, value: orNull(scalar) })),
  ofFeature: optional(flag),
});

const outcome = object({
  designs: texts,
  verdict: oneOf(verdicts),
  worst: optional(oneOf(consequenceClasses)),
  invariant: optional(text),
  needs: neededFor,
});

/** What each line of a report must have, by its type; see harness/types/report.ts for what it means. */
export const reportLines = {
  header: {
    shape: object({
      tool: text,
      base: text,
      corpus: object({ hash: text, fixtures: number }),
      designs: list(
        object({
          id: text,
          title: text,
          provenance: text,
          source: record(text),
          family: optional(text),
          file: optional(text),
          touches: list(object({ file: text, functions: texts })),
        }),
      ),
      reference: text,
      without: texts,
      problems: texts,
      shard: optional(text),
      revisions: optional(list(object({ id: text, title: text, provenance: text }))),
      kernels: optional(
        list(
          object({
            id: text,
            release: text,
            as: text,
            compared: number,
            different: number,
            differences: list(object({ fixture: text, step: number, title: text, field: text, key: text })),
            sameVerdicts: number,
            otherVerdicts: list(
              object({ fixture: text, kernel: oneOf(verdicts), model: oneOf(verdicts), invariants: texts }),
            ),
            notRun: list(object({ fixture: text, why: text })),
            notObservable: list(object({ invariant: text, needs: texts, part: optional(flag), fixtures: number })),
            failed: optional(text),
          }),
        ),
      ),
    }),
  },
  fixture: {
    keys: ['fixture'],
    shape: object({
      fixture: text,
      title: text,
      topic: text,
      hash: text,
      file: text,
      claims: texts,
      steps: list(object({ title: text, op: text, line: number })),
      featureOn: flag,
      groups: list(texts),
      firstDivergence: orNull(divergence),
      revisions: optional(list(outcome)),
    }),
  },
  result: {
    keys: ['fixture', 'design'],
    shape: object({
      fixture: text,
      design: text,
      verdict: oneOf(verdicts),
      violations: list(
        object({
          invariant: text,
          class: oneOf(consequenceClasses),
          step: number,
          message: text,
          where: text,
          claims: texts,
          needs: neededFor,
        }),
      ),
      cost: counters,
      evidence: object({ checked: texts, unchecked: texts }),
      steps: list(object({ ret, cost: counters, seen: text })),
      replay: text,
      failure: optional(object({ message: text, chain: texts })),
      notObservable: optional(list(object({ invariant: text, needs: texts, part: optional(flag) }))),
      console: optional(texts),
    }),
  },
  trace: {
    keys: ['fixture'],
    shape: object({
      fixture: text,
      machine: object({ id: text }),
      states: list(record(record(scalar))),
      byDesign: record(list(number)),
    }),
  },
  featureOff: { keys: [], shape: object({ compared: number, different: number }) },
  exception: {
    keys: ['fixture', 'design'],
    shape: object({
      fixture: text,
      design: text,
      step: number,
      what: text,
      reference: orNull(scalar),
      value: orNull(scalar),
      replaced: texts,
    }),
  },
  claim: {
    keys: ['id'],
    shape: object({
      id: text,
      verdict: text,
      byDesign: record(text),
      fixtures: texts,
      reason: optional(text),
      claim: text,
      facts: text,
      said: list(object({ by: text, messageId: text, link: text })),
      thread: text,
      looks: list(
        object({ design: text, fixture: text, step: number, what: text, value: text, wanted: text, holds: flag }),
      ),
    }),
  },
  growth: {
    keys: ['operation', 'counter', 'design', 'variable'],
    shape: object({
      operation: text,
      counter: text,
      design: text,
      variable: text,
      exponent: number,
      r2: number,
      from: number,
      to: number,
    }),
  },
  cost: {
    keys: ['operation', 'design'],
    shape: object({
      operation: text,
      design: text,
      instructions: number,
      parts: list(list(scalar)),
      longestHold: number,
      withoutLock: number,
      grows: list(
        object({ variable: text, unit: text, points: list(list(number)), perUnit: number, by: optional(text) }),
      ),
    }),
  },
  proof: {
    keys: ['a', 'b'],
    shape: object({
      a: text,
      b: text,
      relation: oneOf(['designs', 'revision']),
      alphabet: text,
      blocks: number,
      machines: texts,
      parts: list(
        object({
          seen: text,
          verdict: oneOf(['equal', 'unfinished', 'apart']),
          within: optional(number),
          steps: optional(number),
          sequence: optional(texts),
          machine: optional(text),
          on: optional(number),
        }),
      ),
    }),
  },
  fault: {
    keys: ['id'],
    shape: object({
      id: text,
      title: text,
      short: optional(text),
      class: oneOf(consequenceClasses),
      exposure: oneOf(exposures),
      needs: list(oneOf(needs)),
      designs: texts,
      of: text,
      hunk: object({ file: text, function: text }),
      function: text,
      exchange: optional(object({ kind: text, name: text, functions: texts })),
      scenario: object({ fixture: text, machine: text, config: record(setting), steps: texts, document: texts }),
      firstWrong: object({ step: number, title: text, invariant: text, message: text, where: text, by: texts }),
      seenIn: texts,
      seen: list(object({ fixture: text, design: text, step: number, invariants: texts })),
      invariants: counters,
      evidence: object({ checked: texts, unchecked: texts, recordings: texts }),
      claims: texts,
      saidBy: optional(list(object({ claim: text, by: texts }))),
      mendedBy: optional(list(object({ by: text, functions: texts, commit: optional(text) }))),
    }),
  },
} satisfies Record<string, LineKind>;
