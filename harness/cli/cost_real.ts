import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../corpus/root.ts';
import { budgetsOf, budgetsYaml } from '../cost/budgets.ts';
import type { CostReport } from '../cost/cost_report.ts';
import { costsFile, readCosts } from '../cost/costs_file.ts';
import { realReport } from '../cost/real/accuracy.ts';
import { readMeasurements } from '../cost/real/measurements.ts';
import { samplesOf } from '../cost/real/samples.ts';
import { fitWeights } from '../cost/real/weights.ts';
import { renderReal, weightsYaml } from '../render/cost/render_real.ts';
import { note, print } from './terminal.ts';

export interface CostRealOptions {
  fit?: boolean;
  all?: boolean;
  format: 'pretty' | 'json' | 'markdown';
}

/** `cost --real` with the weights of fixtures/costs.yaml; `cost --fit` fits them anew and prints them instead. */
export async function costReal(options: CostRealOptions): Promise<void> {
  const samples = samplesOf(readMeasurements());
  if (options.fit) return print(weightsYaml(fitWeights(samples)));
  const report = realReport(samples, readCosts().weights);
  await print(
    options.format === 'json'
      ? JSON.stringify(report, null, 1)
      : renderReal(report, options.format, options.all ?? false),
  );
}

/** Writes both sections of fixtures/costs.yaml anew; the comment above them stays. */
export function updateCosts(report: CostReport): void {
  const file = join(projectRoot(), costsFile);
  const comment = readFileSync(file, 'utf8').split(/^(?=budgets:)/m)[0]!;
  const weights = weightsYaml(fitWeights(samplesOf(readMeasurements())));
  writeFileSync(file, comment + budgetsYaml(budgetsOf(report)) + weights);
  note(`wrote ${costsFile}`);
}
