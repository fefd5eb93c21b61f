import { z } from 'zod';

const document = z.strictObject({
  kernels: z.array(z.strictObject({ name: z.string(), image: z.string(), kept: z.boolean().describe('built before') })),
  notObservable: z.string().optional().describe('what cannot be seen of these kernels'),
});

/** JSON Schema (2020-12) of what `kernel build --format json` prints, as text. */
export const kernelJsonSchema = (): string => JSON.stringify(z.toJSONSchema(document), null, 2);
