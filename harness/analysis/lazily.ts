/** An object whose members are worked out from each other when they are first asked for, and once. */
export function lazily<T extends object>(members: { readonly [Key in keyof T]: (whole: T) => T[Key] }): T {
  const whole = {} as T;
  for (const key of Object.keys(members) as (keyof T)[]) {
    const get = () => {
      const value = members[key](whole);
      Object.defineProperty(whole, key, { value });
      return value;
    };
    Object.defineProperty(whole, key, { get, enumerable: true, configurable: true });
  }
  return whole;
}
