import type { z } from 'zod';
import { Complaint, type ProblemCode } from './problem.ts';
import { didYouMean } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/** Keys that a caller knows at a path, for `did you mean`, and the code an unknown one gets there. */
export type KnownKeys = (
  path: readonly PropertyKey[],
  keys: readonly string[],
) => { known: readonly string[]; code: ProblemCode; what: string };

const articles: Record<string, string> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
  undefined: 'nothing',
  record: 'a map',
};

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object'
    ? 'a map'
    : `${typeof value === 'string' ? 'text' : typeof value === 'number' ? 'the number' : ''} \`${String(value).slice(0, 40)}\``.trim();
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
}

/** The branch of a union that the value was meant for: the one that does not already fail at its root by type. */
function intended(branches: readonly (readonly Issue[])[], found: unknown): readonly Issue[] | undefined {
  const composed = found !== null && typeof found === 'object';
  const fitting = branches.filter(
    (issues) =>
      !issues.some(
        ({ path, code }) => path.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && composed)),
      ),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** What a schema says is wrong with `root`, as complaints with paths into it. */
export function schemaComplaints(
  issues: readonly Issue[],
  root: unknown,
  known: KnownKeys,
  above: readonly PropertyKey[] = [],
): Complaint[] {
  return issues.flatMap((issue) => {
    const full = [...above, ...issue.path];
    const path = full.map((key) => (typeof key === 'number' ? key : String(key)));
    const key = path.findLast((part) => typeof part === 'string') ?? 'the file';
    const found = valueAt(root, full);
    if (issue.code === 'invalid_union') {
      const branch = intended(issue.errors, found);
      if (branch) return schemaComplaints(branch, root, known, full);
      const wanted = [
        ...new Set(
          issue.errors
            .flat()
            .flatMap((inner) =>
              inner.code === 'invalid_type' && inner.path.length === 0
                ? [articles[inner.expected] ?? inner.expected]
                : [],
            ),
        ),
      ];
      return [
        new Complaint(
          'wrong-type',
          `\`${key}\` is ${describe(found)}`,
          `write ${wanted.join(' or ') || 'another value'}`,
          path,
        ),
      ];
    }
    if (issue.code === 'too_small' && (issue.origin === 'array' || issue.origin === 'string')) {
      return [new Complaint('bad-value', `\`${key}\` is empty`, 'write something, or remove it', path)];
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) => {
        const keys = known(full, Object.keys((found ?? {}) as object));
        return new Complaint(
          keys.code,
          `no ${keys.what} \`${name}\``,
          didYouMean(name, keys.known),
          [...path, name],
          'key',
        );
      });
    }
    if (issue.code === 'invalid_type') {
      const wanted = articles[issue.expected] ?? issue.expected;
      if (found === undefined)
        return [
          new Complaint('missing-key', `\`${key}\` is missing`, `add \`${key}: ...\` (${wanted})`, path.slice(0, -1)),
        ];
      if (key === 'size' && typeof found === 'number') {
        return [new Complaint('bad-unit', `\`size: ${found}\` has no unit`, `write one: ${found} MiB`, path)];
      }
      return [new Complaint('wrong-type', `\`${key}\` is ${describe(found)}`, `write ${wanted}`, path)];
    }
    if (issue.code === 'invalid_value') {
      const values = issue.values.map(String);
      const asStep = full.length === 2 && full[0] === 'steps';
      if (asStep)
        return [
          new Complaint(
            'unknown-step',
            `no step \`${String(found)}\``,
            didYouMean(String(found), known(full, []).known),
            path,
          ),
        ];
      if (found === undefined)
        return [new Complaint('missing-key', `\`${key}\` is missing`, `add \`${key}: ...\``, path.slice(0, -1))];
      return [
        new Complaint(
          key === 'errno' ? 'unknown-errno' : 'bad-value',
          `\`${key}\` cannot be ${describe(found)}`,
          didYouMean(String(found), values),
          path,
        ),
      ];
    }
    return [new Complaint('bad-value', `\`${key}\`: ${issue.message.toLowerCase()}`, `found ${describe(found)}`, path)];
  });
}
