import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { accelerator } from '../../../harness/oracle/live/accelerator.ts';
import { temporaryFolder } from '../../temporary_folder.ts';

const folder = temporaryFolder();
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const device = file('kvm', '');
const able = file('able', 'flags\t\t: fpu vme svm lm\n');
const unable = file('unable', 'flags\t\t: fpu vme lm svm_lock\n');

test('guests run by the processor where there is a device for it and a processor that can', () => {
  expect(accelerator(device, able)).toBe('kvm');
});

test('a device alone is not enough: there is one on processors that cannot run a stock kernel', () => {
  expect(accelerator(device, unable)).toBe('tcg');
});

test('guests are translated where there is no device, or nothing is told of the processor', () => {
  expect(accelerator(join(folder, 'none'), able)).toBe('tcg');
  expect(accelerator(device, join(folder, 'none'))).toBe('tcg');
});
