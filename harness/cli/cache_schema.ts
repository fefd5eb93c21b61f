import { z } from 'zod';
import type { CacheUsage } from '../cache/usage.ts';

const document = z.strictObject({
  place: z.string().nullable(),
  bound: z.int(),
  folders: z.array(z.strictObject({ name: z.string(), about: z.string(), files: z.int(), bytes: z.int() })),
}) satisfies z.ZodType<CacheUsage>;

/** JSON Schema (2020-12) of what `cache --format json` prints, as text. */
export function cacheJsonSchema(): string {
  return JSON.stringify(z.toJSONSchema(document), null, 2);
}
