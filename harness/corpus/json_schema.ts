import { z } from 'zod';
import { fixtureSchema } from './fixture_schema.ts';
import { machineSchema } from './machine_schema.ts';

/** The JSON Schemas (draft 7, which every YAML language server reads) that editors complete fixtures and machines from. */
export function jsonSchemas(): Record<'fixture' | 'machine', string> {
  const text = (schema: z.ZodType, title: string): string =>
    `${JSON.stringify({ title, ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) }, null, 2)}\n`;
  return {
    fixture: text(fixtureSchema, 'A scenario of mhp-compare'),
    machine: text(machineSchema, 'A machine preset of mhp-compare'),
  };
}
