import { describe, expect, test } from 'vitest';
import { conform } from '../../harness/oracle/conform.ts';
import { importRecording } from '../../harness/oracle/import/import.ts';
import { parrot } from './fake_session.ts';
import { add, blockPages, boot, hot, online, source, text } from './sources.ts';

const recording = importRecording(text(source([boot, add, online])), 'made_up.json');

describe('conform', () => {
  test('finds no difference in a model that says what the kernel said', () => {
    const result = conform(recording, parrot(recording));
    expect(result.differences).toEqual([]);
    expect(result.equal).toBe(result.compared);
    expect(result.compared).toBeGreaterThan(50);
  });

  test('counts a run as one value, however many pages it has', () => {
    const { byField } = conform(recording, parrot(recording));
    expect(byField['page.link']).toEqual({ compared: 1, equal: 1, different: 0, given: 0, notObservable: 0 });
    expect(byField['kpageflags.nopage']!.compared).toBe(1);
  });

  test('names step, field and key of a wrong value, and how to see it again', () => {
    const wrong = parrot(recording, (seen, step) => {
      if (step === 2) seen['zone.present']!['0:Normal'] = 5;
      return seen;
    });
    const result = conform(recording, wrong, 'linux@6.1+other');
    expect(result.different).toBe(1);
    expect(result.differences).toEqual([
      {
        recording: 'cloud61/made_up',
        step: 2,
        title: 'online block 8',
        field: 'zone.present',
        key: '0:Normal',
        expected: blockPages,
        actual: 5,
        replay: "npx mhp-compare conform --recorded 'made_up.json' --as linux@6.1+other --step 2",
      },
    ]);
  });

  test('takes what the model says too much for a difference', () => {
    const wrong = parrot(recording, (seen) => ({ ...seen, 'block.state': { ...seen['block.state'], '9': 'offline' } }));
    expect(conform(recording, wrong).differences).toMatchObject(
      [0, 1, 2].map((step) => ({ step, field: 'block.state', key: '9', expected: null, actual: 'offline' })),
    );
  });

  test('takes a field that the model does not tell for a difference', () => {
    const wrong = parrot(recording, (seen) => {
      delete seen['max_pfn'];
      return seen;
    });
    expect(conform(recording, wrong).byField['max_pfn']).toMatchObject({ compared: 3, different: 3 });
  });

  test('counts what only the model tells as not observable', () => {
    const chatty = parrot(recording, (seen) => ({ ...seen, lookups: { pfn_to_online_page: 3 } }));
    const result = conform(recording, chatty);
    expect(result.byField['lookups']).toEqual({ compared: 0, equal: 0, different: 0, given: 0, notObservable: 3 });
    expect(result.different).toBe(0);
  });

  test('compares no migratetype of pageblocks that the guest itself took', () => {
    const other = parrot(recording, (seen, step) => {
      if (step === 2)
        seen['pageblock.migratetype'] = { [`${hot}+512`]: 'UNMOVABLE', [`${hot + 512}+32256`]: 'MOVABLE' };
      return seen;
    });
    expect(conform(recording, other).different).toBe(0);
  });

  test('looks at managed pages of boot zones only as they change', () => {
    const other = parrot(recording, (seen) => {
      seen['zone.managed']!['0:DMA32'] = Number(seen['zone.managed']!['0:DMA32']) - 1234;
      return seen;
    });
    expect(conform(recording, other).different).toBe(0);
  });

  test('ignores what lies outside the range that the recorder listed', () => {
    const other = parrot(recording, (seen) => {
      seen['page.link']![`${hot - 512}+512`] = '0:DMA32';
      seen['section.flags']!['0+8'] = 'PRESENT|HAS_MEM_MAP|ONLINE|EARLY';
      return seen;
    });
    expect(conform(recording, other).different).toBe(0);
  });

  test('does not pass a model that stops', () => {
    const oops = parrot(recording, (seen, step) => (step === 1 ? { ...seen, result: { step: 'oops' } } : seen));
    const result = conform(recording, oops);
    expect(result.stopped).toEqual({ step: 2, why: 'oops' });
    expect(result.differences[0]).toMatchObject({ step: 1, field: 'result', actual: 'oops' });
    expect(result.differences.some(({ step, actual }) => step === 2 && actual === null)).toBe(true);
  });

  test('passes a model that dies where the kernel died', () => {
    const died = {
      step: 'offline block 8',
      ops: [{ op: 'offline', block: 8 }],
      result: { oops: 'kernel BUG at mm.h:1!' },
    };
    const short = importRecording(text(source([boot, add, online, died])), 'made_up.json');
    const result = conform(short, parrot(short));
    expect(result.stopped).toBeUndefined();
    expect(result.different).toBe(0);
  });

  test('does not pass a model that outlives the kernel', () => {
    const died = {
      step: 'offline block 8',
      ops: [{ op: 'offline', block: 8 }],
      result: { oops: 'kernel BUG at mm.h:1!' },
    };
    const short = importRecording(text(source([boot, add, online, died])), 'made_up.json');
    const alive = parrot(short, (seen, step) => (step === 3 ? { ...seen, result: { step: 0 } } : seen));
    expect(conform(short, alive).differences).toMatchObject([
      { step: 3, field: 'result', expected: 'oops', actual: 0 },
    ]);
  });

  test('does not pass a model that cannot be started', () => {
    const result = conform(recording, () => {
      throw new Error('no such stack');
    });
    expect(result.stopped).toEqual({ step: 0, why: 'no such stack' });
    expect(result.different).toBeGreaterThan(0);
  });
});
