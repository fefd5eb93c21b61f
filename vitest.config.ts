import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The tests of the command line run the compiled program; it is built once, before any of them.
    globalSetup: ['tests/own_folders.ts', 'tests/build.ts'],
    setupFiles: ['tests/temporary_folder.setup.ts', 'tests/invariants/both_ways.setup.ts'],
    // Unless told, a machine of two processors is left with one worker.
    maxWorkers: '100%',
    // A worker reads the model once and not for every file: nothing of ours keeps what a run did to it.
    isolate: false,
    unstubEnvs: true,
    // A model that loops must fail a test, not hang the run. Nothing here measures time: a machine that is busy with other
    // things takes twenty times as long.
    testTimeout: 900_000,
    // Some hooks copy the checkout or run the whole corpus.
    hookTimeout: 900_000,
  },
});
