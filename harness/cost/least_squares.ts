/** Fitting lines: y = factor * x^exponent, by least squares on the logarithms. */
export interface PowerLaw {
  /** To three decimals. */
  exponent: number;
  /** Part of the variation the law explains, 0 to 1, to four decimals; 1 where nothing varies. */
  r2: number;
}

/** Undefined with fewer than three points whose both values are above zero. */
export function fitPowerLaw(points: readonly (readonly [x: number, y: number])[]): PowerLaw | undefined {
  const logs = points.filter(([x, y]) => x > 0 && y > 0).map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  if (logs.length < 3) return undefined;
  if (logs.every(([, y]) => y === logs[0]![1])) return { exponent: 0, r2: 1 };
  const mean = (at: 0 | 1) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of logs) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
    yy += (y - meanY) ** 2;
  }
  // Rounded so that a last bit of Math.log, which differs between engines, does not show.
  return { exponent: round(xy / xx, 3), r2: round((xy * xy) / (xx * yy), 4) };
}

/** -0 becomes 0. */
export const round = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0;
