/** Every look that a test of this folder let an invariant take, by its id: whether it told something. */
const looks = new Map<string, (() => boolean)[]>();

export function looksOf(id: string): (() => boolean)[] {
  const of = looks.get(id) ?? [];
  looks.set(id, of);
  return of;
}
