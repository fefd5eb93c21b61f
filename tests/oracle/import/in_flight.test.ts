import { describe, expect, test } from 'vitest';
import { findInFlight } from '../../../harness/oracle/import/in_flight.ts';
import type { SourceStep } from '../../../harness/oracle/import/source.ts';

const step = (state: string, ...ops: SourceStep['ops'] & object): SourceStep => ({
  ops,
  after: { blocks: { 48: { state } } },
});
const offline = { op: 'offline', block: 48 };

describe('an offline in the background', () => {
  test('is known by the state of its block, and ended by a signal when the block is online again', () => {
    const { begun, waiting } = findInFlight([step('online'), step('going-offline', offline), step('online')]);
    expect([...begun]).toEqual([[1, { signal: true }]]);
    expect([...waiting]).toEqual([]);
  });

  test('leaves nothing to compare in the steps that wait for it', () => {
    const { begun, waiting } = findInFlight([step('going-offline', offline), step('going-offline'), step('offline')]);
    expect([...begun]).toEqual([[0, { signal: false }]]);
    expect([...waiting]).toEqual([1]);
  });

  test('is none where it ended within its step', () => {
    expect(findInFlight([step('offline', offline)]).begun.size).toBe(0);
  });
});
