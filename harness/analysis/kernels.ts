/** What there is to say of the columns that are real kernels. */
import type { Header, KernelColumn, ReportDesign } from '../types/report.ts';

export const isKernel = ({ provenance }: Pick<ReportDesign, 'provenance'>): boolean => provenance === 'observed';

/** Ids of the columns that are kernels. */
export const kernelIds = ({ designs }: Pick<Header, 'designs'>): ReadonlySet<string> =>
  new Set(designs.filter(isKernel).map(({ id }) => id));

/** In sentences: of each kernel how it compares with its model, then what differs, what did not run and what nobody can see. */
export const kernelLines = ({ kernels = [] }: Header): string[] => kernels.flatMap(linesOf);

/** More are counted. */
const most = 4;

function linesOf(kernel: KernelColumn): string[] {
  const { id, release, as, compared, different, differences, sameVerdicts, otherVerdicts, notRun, failed } = kernel;
  if (failed !== undefined) return [`${id} could not be run: ${failed}.`];
  const judged = sameVerdicts + otherVerdicts.length;
  const head = `Model against kernel: ${id} (${release}) as ${as}: ${different} of ${compared} values differ, the same verdict on ${sameVerdicts} of ${judged} fixtures.`;
  const values = differences.slice(0, most).map(({ fixture, step, title, field, key, kernel: its, model }) => {
    const where = step < 0 ? 'at boot' : `step ${step + 1} ${title}`;
    return `${fixture} ${where}: ${`${field} ${key}`.trim()} is ${its ?? 'nothing'} on the kernel, ${model ?? 'nothing'} on the model.`;
  });
  const verdicts = otherVerdicts.slice(0, most).map(({ fixture, kernel: its, model, invariants }) => {
    const because = invariants.length === 0 ? '' : ` (${invariants.join(', ')})`;
    return `${fixture}: ${its} on the kernel, ${model} on the model${because}.`;
  });
  return [head, ...values, ...verdicts, ...notRunLines(id, notRun), ...notObservableLines(kernel)];
}

function notRunLines(id: string, notRun: KernelColumn['notRun']): string[] {
  if (notRun.length === 0) return [];
  const told = notRun.slice(0, most).map(({ fixture, why }) => `${fixture}: ${why}`);
  const rest = notRun.length - told.length;
  const fixtures = `${notRun.length} ${notRun.length === 1 ? 'fixture' : 'fixtures'}`;
  return [`Not run on ${id}: ${fixtures}; ${told.join('; ')}${rest > 0 ? `; ${rest} more` : ''}.`];
}

function notObservableLines({ id, notObservable }: KernelColumn): string[] {
  const whole = notObservable.filter(({ part }) => !part).map(({ invariant }) => invariant);
  const part = notObservable.filter(({ part: is }) => is).map(({ invariant }) => invariant);
  return [
    ...(whole.length > 0 ? [`Not observable on ${id}: ${whole.join(', ')}.`] : []),
    ...(part.length > 0 ? [`Observable on ${id} only in part: ${part.join(', ')}.`] : []),
  ];
}
