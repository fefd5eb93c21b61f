import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Outcome, program } from '../cli/program.ts';
import { temporaryFolder } from '../temporary_folder.ts';

const cwd = temporaryFolder();
const review = (input: string | Buffer, ...words: string[]): Outcome => program(['review', ...words], { cwd, input });

const folder = join(import.meta.dirname, 'mails');
const mail = (name: string): string => readFileSync(join(folder, name), 'utf8');
const mbox = (kind: string): string =>
  readdirSync(join(folder, kind))
    .map((name) => mail(`${kind}/${name}`))
    .map((text) => (text.startsWith('From ') ? text : `From mboxrd@z Thu Jan  1 00:00:00 1970\n${text}`))
    .map((text) => `${text.trimEnd()}\n`)
    .join('\n');

const zoneEnd = mail('hotplug/01-zone-end.patch');
const network = mail('other/01-network.patch');

interface Told {
  mails: { subject: string; functions: Record<string, unknown>[]; beyond: { what: string; why: string }[] }[];
  others: number;
}
const json = (input: string | Buffer): Told => JSON.parse(review(input, '--format', 'json').stdout) as Told;

const all = json(mbox('other') + mbox('hotplug'));
/** What is told of the mail of that number in mails/hotplug. */
const told = (number: number) => all.mails[number - 1]!;

test('an mbox of twenty mails is told of by the ten that are about memory hotplug, in their order', () => {
  const { mails, others } = all;
  expect(others).toBe(10);
  expect(mails.map(({ subject }) => subject)).toEqual(
    readdirSync(join(folder, 'hotplug')).map((name) =>
      /^Subject: (.*(?:\n .*)*)/m.exec(mail(`hotplug/${name}`))![1]!.replace(/\n /g, ' '),
    ),
  );
});

test('nothing is printed of mails about something else, and the exit code says that all is well', () => {
  expect(review(mbox('other'))).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('b4 is answered by an array with a line for the matrix and text for the details', () => {
  const { code, stdout, stderr } = review(zoneEnd, '--b4');
  expect([code, stderr]).toEqual([0, '']);
  const [one, ...more] = JSON.parse(stdout) as Record<string, string>[];
  expect(more).toEqual([]);
  expect(one).toMatchObject({
    tool: 'mhp-compare',
    summary: expect.stringMatching(/^in the model: shrink_zone_span\(\)/),
  });
  expect(['pass', 'warn']).toContain(one!.status);
  expect(one!.summary).not.toContain('\n');
  expect(one!.url).toMatch(/^https:\/\/lore\.kernel\.org\//);
  expect(one!.details).toContain('span/zone-edges');
});

test('b4 is answered by an empty array for a mail about something else', () => {
  const { code, stdout } = review(network, '--b4');
  expect([code, JSON.parse(stdout)]).toEqual([0, []]);
});

test('b4 is warned of what no model has', () => {
  const [one] = JSON.parse(review(mail('hotplug/08-a-driver.patch'), '--b4').stdout) as Record<string, string>[];
  expect(one).toMatchObject({ status: 'warn', summary: 'nothing that the model has; 1 beyond the model' });
});

test('of a function is told where it runs, what must hold of it, and which claims are about it', () => {
  const { reached, invariants, claims } = told(1).functions[0] as unknown as {
    reached: { fixtures: string[]; checked: string[] };
    invariants: string[];
    claims: string[];
  };
  // zone-span/shrink-past-hole was written for this very function, and L20 to L23 speak of zone spans.
  expect(reached.fixtures).toContain('zone-span/shrink-past-hole');
  expect(reached.checked).toContain('mm/memory_hotplug/zone_span:shrink_zone_span');
  expect(invariants).toContain('span/zone-edges');
  expect(claims).toContain('L20');
});

test('a known fault of a function is told with the command that tells it in full', () => {
  const { stdout } = review(mail('hotplug/03-new-file.patch'));
  expect(stdout).toContain('explain david/mhp_deinit_memmap_on_memory/zone-edge');
});

test('a driver that calls memory hotplug is beyond the model, with what it calls', () => {
  expect(told(8).beyond).toEqual([
    {
      what: 'drivers/virtio/virtio_mem.c:virtio_mem_offline_and_remove_memory',
      why: 'no model has it; what changes calls offline_and_remove_memory()',
    },
  ]);
});

test('a compressed diff without a mail around it is read as well', () => {
  const diff = zoneEnd.slice(zoneEnd.indexOf('diff --git'));
  expect(json(gzipSync(diff)).mails[0]!.functions).toMatchObject([{ name: 'shrink_zone_span' }]);
});

test('a reply that quotes a patch is no patch', () => {
  const quoted = zoneEnd.replace(/^(?=diff --git)[\s\S]*/m, (text) => text.replace(/^/gm, '> '));
  expect(json(quoted.replace('Subject: ', 'Subject: Re: '))).toEqual({ mails: [], others: 1 });
});

test('what a terminal would obey does not come through', () => {
  const { stdout } = review(zoneEnd.replace('do not lose', '\u001b[31m\u0007do not lose'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  expect(stdout).toContain('shrink_zone_span()');
});

test('no mail at all is a bad input, and says how it is given', () => {
  const { code, stdout, stderr } = review('\n\n', '--b4');
  expect([code, stdout]).toEqual([65, '']);
  expect(stderr).toContain('review < patch.mbox');
});
