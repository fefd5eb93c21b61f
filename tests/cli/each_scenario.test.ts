import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eachScenario } from '../../harness/cli/record_live.ts';
import { LiveError } from '../../harness/oracle/live/live_error.ts';
import type { LiveScenario } from '../../harness/oracle/live/scenario.ts';

const scenario = (name: string, family = name) => ({ name, family }) as LiveScenario;
const refused = () => new LiveError('x.yaml:7: a real guest cannot hibernate', 'leave the fixture out');

describe('several scenarios on a kernel', () => {
  let said = '';
  beforeEach(() => {
    said = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  /** Names of those that ran; `dies` are scenarios whose guest goes. */
  async function run(scenarios: (LiveScenario | LiveError)[], dies: string[] = []): Promise<string[]> {
    const done: string[] = [];
    await eachScenario(scenarios, async ({ name, family }) => {
      if (dies.includes(name)) throw new LiveError('the guest has gone');
      done.push(name);
      return { scenario: name === 'one_mom1' ? family : name, steps: [] };
    });
    return done;
  }

  test('are run but for those that cannot be, which are told, and the program leaves with 69', async () => {
    expect(await run([refused(), scenario('a'), scenario('b'), scenario('c')], ['b'])).toEqual(['a', 'c']);
    expect(said).toContain('x.yaml:7: a real guest cannot hibernate\n  leave the fixture out\n');
    expect(said).toContain('b: the guest has gone\n');
    expect(process.exitCode).toBe(69);
  });

  test('are a failure when none of them could be run', async () => {
    await expect(run([refused(), scenario('b')], ['b'])).rejects.toThrow('none of 2 scenarios could be run');
  });

  test('are one where only memmap_on_memory tells them apart and the kernel has no such parameter', async () => {
    expect(await run([scenario('one_mom1', 'one'), scenario('one_mom0', 'one'), scenario('two')])).toEqual([
      'one_mom1',
      'two',
    ]);
  });

  test('are all given up when a program is missing', async () => {
    const missing = () => Promise.reject(new LiveError('not installed: gcc', 'apt-get install gcc', true));
    await expect(eachScenario([scenario('a'), scenario('b')], missing)).rejects.toThrow('not installed: gcc');
  });
});
