import { z } from 'zod';
import { faultDocument } from '../json_schema.ts';

/** JSON Schema (2020-12) of what `explain` prints: `fixture` of a fixture, or a fault. */
export function explainJsonSchema(fixture: object): string {
  const { $schema, ...fault } = z.toJSONSchema(z.strictObject({ fault: faultDocument }));
  return JSON.stringify({ $schema, title: 'mhp-compare explain', oneOf: [fixture, fault] }, null, 2);
}
