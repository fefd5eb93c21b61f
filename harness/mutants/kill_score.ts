/** How many wrong designs are told, and by whom. */
import type { Oracle, OracleVerdict } from './oracle.ts';

export interface KillScore {
  asked: readonly Oracle[];
  total: number;
  killed: number;
  survived: number;
  equivalent: number;
  /** Of those that were asked. */
  killedBy: Partial<Record<Oracle, number>>;
  mutants: (OracleVerdict & { by: Oracle | null })[];
}

export function killScore(verdicts: readonly OracleVerdict[], asked: readonly Oracle[]): KillScore {
  const count = (wanted: OracleVerdict['status']): number => verdicts.filter(({ status }) => status === wanted).length;
  const told = (oracle: Oracle): number => verdicts.filter(({ kills }) => kills.some(({ by }) => by === oracle)).length;
  return {
    asked,
    total: verdicts.length,
    killed: count('killed'),
    survived: count('survived'),
    equivalent: count('equivalent'),
    killedBy: Object.fromEntries(asked.map((oracle) => [oracle, told(oracle)])),
    mutants: verdicts.map((verdict) => ({ ...verdict, by: verdict.kills[0]?.by ?? null })),
  };
}

/** Those told by one oracle alone are worth a look: nobody else would have seen them. */
export function killText({ asked, total, killed, survived, equivalent, killedBy, mutants }: KillScore): string {
  const alone = (oracle: Oracle): number =>
    mutants.filter(({ kills }) => kills.length === 1 && kills[0]!.by === oracle).length;
  const left = mutants.filter(({ status }) => status !== 'killed');
  return [
    `${killed} of ${total} wrong designs are told from the right ones, ${equivalent} are equivalent, ${survived} survive.`,
    ...asked.map(
      (oracle) => `  ${oracle}: ${killedBy[oracle]}${asked.length > 1 ? `, ${alone(oracle)} of them alone` : ''}`,
    ),
    ...left.map(({ id, title, status, why }) => `  ${id}: ${title}\n      ${status}${why ? `: ${why}` : ''}`),
  ].join('\n');
}
