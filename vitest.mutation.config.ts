import { defineConfig } from 'vitest/config';

/**
 * The tests that `npm run mutation` lets look at a planted fault: quick ones, that call what they test in this process.
 * `MUTATION_TESTS` names others, for a module that is not in stryker.config.json.
 */
const tests = process.env['MUTATION_TESTS'] ?? 'tests/{analysis,compare,cost,invariants/*,store}/*.test.ts';

export default defineConfig({
  test: {
    include: [tests],
    exclude: ['**/cli.test.ts', 'tests/cost/{budgets,growth,measure}.test.ts'],
    setupFiles: ['tests/temporary_folder.setup.ts', 'tests/invariants/both_ways.setup.ts'],
    isolate: false,
    maxWorkers: 1,
    unstubEnvs: true,
    // Nothing here measures time: what a fault lets run for ever, Stryker ends.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
