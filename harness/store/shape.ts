/** What is wrong with a value, after the path to it: `.steps[0].ret is not there`; undefined when nothing is. */
export type Shape = (value: unknown) => string | undefined;

const wrongType = (value: unknown, wanted: string): string =>
  value === undefined ? ' is not there' : ` is not ${wanted}`;

export const text: Shape = (value) => (typeof value === 'string' ? undefined : wrongType(value, 'a string'));
export const number: Shape = (value) => (typeof value === 'number' ? undefined : wrongType(value, 'a number'));
export const flag: Shape = (value) => (typeof value === 'boolean' ? undefined : wrongType(value, 'true or false'));
export const scalar: Shape = (value) => (typeof value === 'number' ? undefined : text(value));

export const oneOf =
  (words: readonly string[]): Shape =>
  (value) =>
    words.includes(value as string)
      ? undefined
      : ` is ${JSON.stringify(value) ?? 'not there'}, none of ${words.join(', ')}`;

export const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? undefined : shape(value);

export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined ? undefined : shape(value);

export const list =
  (each: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return wrongType(value, 'a list');
    for (const [index, one] of value.entries()) {
      const wrong = each(one);
      if (wrong !== undefined) return `[${index}]${wrong}`;
    }
    return undefined;
  };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of any keys. */
export const record =
  (each: Shape): Shape =>
  (value) => {
    if (!isObject(value)) return wrongType(value, 'an object');
    for (const key in value) {
      const wrong = each(value[key]);
      if (wrong !== undefined) return `.${key}${wrong}`;
    }
    return undefined;
  };

/** An object of at least these keys. */
export const object = (shapes: Record<string, Shape>): Shape => {
  const all = Object.entries(shapes);
  return (value) => {
    if (!isObject(value)) return wrongType(value, 'an object');
    for (const [key, shape] of all) {
      const wrong = shape(value[key]);
      if (wrong !== undefined) return `.${key}${wrong}`;
    }
    return undefined;
  };
};
