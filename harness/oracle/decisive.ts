/**
 * Of a step's operations, the one whose result is the step's: the last, or where the step ends with taking back an
 * injected error, the only one that is no `inject`. Undefined where several could be meant.
 */
export function decisive<T extends { op: string }>(operations: readonly T[]): T | undefined {
  const last = operations.at(-1);
  if (last?.op !== 'inject') return last;
  const others = operations.filter(({ op }) => op !== 'inject');
  return others.length > 1 ? undefined : (others[0] ?? last);
}
