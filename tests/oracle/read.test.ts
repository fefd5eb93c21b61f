import { describe, expect, test } from 'vitest';
import { importRecording } from '../../harness/oracle/import/import.ts';
import { parseRecording } from '../../harness/oracle/read.ts';
import { formatRecording } from '../../harness/oracle/write.ts';
import { add, boot, hot, online, source, text } from './sources.ts';

const recording = importRecording(text(source([boot, add, online])), 'made_up.json');
const written = formatRecording(recording);

describe('a recording in our form', () => {
  test('expands to the observations it was made from', () => {
    const read = parseRecording(written, 'made_up.yaml');
    expect(read.steps.map((step) => ({ ...step, line: 0 }))).toEqual(recording.steps);
    expect(read.machine).toEqual(recording.machine);
    expect({ ...read, file: '', steps: [] }).toEqual({ ...recording, file: '', steps: [] });
  });

  test('is written the same after it was read', () => {
    expect(formatRecording(parseRecording(written, 'made_up.yaml'))).toBe(written);
  });

  test('tells managed pages of a boot zone as the change since boot', () => {
    expect(written).toContain('zone 0:DMA32: {start: 1, spanned: 262143, present: 261022, managed: boot+0');
    const changed = written.replace('managed: boot+0', 'managed: boot-7');
    expect(parseRecording(changed, 'x.yaml').steps[0]!.observation['zone.managed']).toEqual({ '0:DMA32': 249993 });
  });

  test.each([
    ['{ad: d0, size: 128 MiB, at: 1 GiB}', /^x\.yaml:(\d+):\d+: .*steps/],
    ['{add: d0, size: 128 MiB, at: 262144}', /^x\.yaml:\d+:\d+: `262144` could be an address or a page number$/],
    ['{online: d7}', /^x\.yaml:\d+:\d+: no DIMM `d7` at this step$/],
  ])('says where a step %s is not in the language of steps', (step, message) => {
    const wrong = written.replace(/\{add: .*?\}/, step);
    expect(wrong).not.toBe(written);
    expect(() => parseRecording(wrong, 'x.yaml')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
  });

  test('leaves a field out of a step that could not see it, and goes on from the last step that could', () => {
    const blind = written.replace('    do: [{add', '    unknown: [max_pfn]\n    do: [{add');
    const steps = parseRecording(blind, 'x.yaml').steps;
    expect(steps[1]!.observation['max_pfn']).toBeUndefined();
    expect(steps[2]!.observation['max_pfn']).toEqual({ max_pfn: hot + 32768 });
  });

  test('names line and column of what it does not understand', () => {
    expect(() => parseRecording(written.replace('debug_vm: false', 'debug_vm: perhaps'), 'x.yaml')).toThrow(
      /^x\.yaml:27:44: machine\.config\.debug_vm: /,
    );
    expect(() => parseRecording('recording: [', 'x.yaml')).toThrow(/^x\.yaml:1:\d+: /);
    expect(() => parseRecording(written.replace('section.flags: {', 'section.flag: {'), 'x.yaml')).toThrow(
      /^x\.yaml:\d+:\d+: "section\.flag" is no field/,
    );
  });
});
