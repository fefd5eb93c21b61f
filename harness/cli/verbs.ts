import type { Command } from 'commander';

export interface VerbModule {
  register(program: Command): void;
}

/** Every verb and the module that registers it; a module is loaded only when its verb (or the help) is asked for. */
export const cliVerbs: Record<string, () => Promise<VerbModule>> = {
  compare: () => import('./compare.ts'),
  explain: () => import('./explain.ts'),
  claims: () => import('./claims.ts'),
  interdiff: () => import('./interdiff.ts'),
  validate: () => import('./validate.ts'),
  list: () => import('./list.ts'),
  report: () => import('./report.ts'),
  merge: () => import('./merge.ts'),
  diff: () => import('./diff.ts'),
  conform: () => import('./conform.ts'),
  cost: () => import('./cost.ts'),
  bench: () => import('./bench.ts'),
  record: () => import('./record.ts'),
  cache: () => import('./cache.ts'),
  mutants: () => import('./mutants.ts'),
};
