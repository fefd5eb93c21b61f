/** A ratio with its word: `1.9x more`, `2.0x less`, `same`, `none`, `only here` (the reference does none of it). */
export function ratioWord(count: number, reference: number): string {
  if (count === reference) return count === 0 ? 'none' : 'same';
  if (reference === 0) return 'only here';
  if (count === 0) return 'none';
  const [ratio, word] = count > reference ? [count / reference, 'more'] : [reference / count, 'less'];
  // "1.0x more" would say that nothing differs.
  if (ratio < 1.05) return `${((Math.abs(count - reference) / reference) * 100).toPrecision(2)}% ${word}`;
  return `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)}x ${word}`;
}
