import { expect, test } from 'vitest';
import { jsonSchemas } from '../../harness/corpus/json_schema.ts';

// `npx vitest run tests/corpus -u` writes them anew.
test('the schema editors complete fixtures from is current', async () => {
  await expect(jsonSchemas().fixture).toMatchFileSnapshot('../../fixtures/fixture.schema.json');
});

test('the schema editors complete machines from is current', async () => {
  await expect(jsonSchemas().machine).toMatchFileSnapshot('../../fixtures/machine.schema.json');
});
