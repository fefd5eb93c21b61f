/** `300 of about 1100 files, 2:10 elapsed, about 5:47 left`; times in milliseconds. */
export function timeLeft(done: number, of: number, elapsed: number): string {
  const all = Math.max(done, of);
  const left = done === 0 ? undefined : (elapsed / done) * (all - done);
  const rest = left === undefined ? '' : `, about ${clock(left)} left`;
  return `${done} of about ${all} files, ${clock(elapsed)} elapsed${rest}`;
}

/** `1:02:03`, `2:10` */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
