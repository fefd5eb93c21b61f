/**
 * The one place that knows benny. It prints when a suite starts, rounds what it reports, calls every case once or
 * twice to learn its type, and takes five seconds a case unless told: all of that ends here.
 */
import type { Summary } from 'benny/lib/internal/common-types.js';

export interface TimedCase {
  name: string;
  /** What is timed; it leaves what it works on as it was. */
  run: () => void;
}

export interface Timing {
  name: string;
  /** One run, in seconds: the median of the samples, as a machine that does other work too has outliers. */
  seconds: number;
  /** Half of the 95% interval of their mean, in percent. */
  margin: number;
  samples: number;
}

/** Times the cases one after the other, about `secondsPerCase` each. */
export async function timeCases(cases: readonly TimedCase[], secondsPerCase: number): Promise<Timing[]> {
  const { add, configure, cycle, suite } = await import('benny');
  const times = {
    maxTime: secondsPerCase * 0.6,
    minTime: Math.min(0.05, secondsPerCase / 12),
    minSamples: 5,
    delay: 0,
  };
  const { log } = console;
  console.log = () => undefined;
  let summary: Summary;
  try {
    summary = await suite(
      'cost',
      ...cases.map(({ name, run }) => add(name, run)),
      cycle(() => undefined),
      configure({ cases: times }),
    );
  } finally {
    console.log = log;
  }
  return summary.results.map(({ name, details, samples }) => ({
    name,
    seconds: details.median,
    margin: details.relativeMarginOfError,
    samples,
  }));
}
