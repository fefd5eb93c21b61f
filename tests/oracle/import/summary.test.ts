import { describe, expect, test } from 'vitest';
import { solveSummary } from '../../../harness/oracle/import/summary.ts';
import { fromRuns } from '../../../harness/oracle/runs.ts';

const solved = (...args: Parameters<typeof solveSummary>) => {
  const runs = solveSummary(...args);
  return runs && fromRuns(runs);
};

describe('a summary of runs', () => {
  test('is solved where values fill what is between their first and last page', () => {
    const rows = [
      { value: 'a', pages: 10, first: 0, end: 10 },
      { value: 'b', pages: 20, first: 10, end: 30 },
    ];
    expect(solved(rows, [[0, 30]])).toEqual({ '0+10': 'a', '10+20': 'b' });
  });

  test('adds up rows of the same value', () => {
    const rows = [
      { value: 'a', pages: 8, first: 0, end: 10 },
      { value: 'a', pages: 2, first: 3, end: 5 },
    ];
    expect(solved(rows, [[0, 10]])).toEqual({ '0+10': 'a' });
  });

  test('is solved for a value around another whose place is known', () => {
    const rows = [
      { value: 'a', pages: 6, first: 0, end: 10 },
      { value: 'b', pages: 4, first: 3, end: 7 },
    ];
    expect(solved(rows, [[0, 10]])).toEqual({ '0+3': 'a', '3+4': 'b', '7+3': 'a' });
  });

  test('stays open where more than one layout would fit', () => {
    const rows = [
      { value: 'a', pages: 5, first: 0, end: 9 },
      { value: 'b', pages: 5, first: 1, end: 10 },
    ];
    expect(solved(rows, [[0, 10]])).toBeUndefined();
  });
});
