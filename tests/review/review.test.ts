import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMail } from '../../harness/review/mail.ts';
import { mailsOf } from '../../harness/review/mbox.ts';
import { type MailReview, reviewMail } from '../../harness/review/review.ts';

const mails = (kind: string): string[] =>
  readdirSync(join(import.meta.dirname, 'mails', kind)).map((name) => join(import.meta.dirname, 'mails', kind, name));

async function reviewOf(input: Buffer): Promise<MailReview> {
  const found = mailsOf(input);
  expect(found).toHaveLength(1);
  return reviewMail(await readMail(found[0]!));
}

/** Functions that the model has first, then those that it has not, each in the order of the patch. */
function named({ hunks }: MailReview): { modelled: string[]; others: string[] } {
  const all = hunks.flatMap(({ touched }) => touched);
  const names = (modelled: boolean) => [
    ...new Set(all.filter((one) => one.modelled === modelled).map(({ name }) => name)),
  ];
  return { modelled: names(true), others: names(false) };
}

/** Read off each mail: what a reader finds changed in it. */
const expected: Record<string, { modelled: string[]; others: string[] }> = {
  '01': { modelled: ['shrink_zone_span'], others: [] },
  '02': { modelled: ['online_pages_range'], others: [] },
  '03': { modelled: ['mhp_init_memmap_on_memory', 'mhp_deinit_memmap_on_memory'], others: [] },
  '04': { modelled: ['offline_pages'], others: [] },
  '05': { modelled: ['remove_pfn_range_from_zone'], others: [] },
  '06': { modelled: ['node_notify', 'create_altmaps_and_memory_blocks'], others: ['offline_and_remove_memory_ranges'] },
  '07': { modelled: ['memory_block_online', 'memory_block_offline'], others: [] },
  '08': { modelled: [], others: ['virtio_mem_offline_and_remove_memory'] },
  '09': { modelled: ['kmemleak_scan'], others: [] },
  '10': {
    modelled: ['arch_add_memory', 'sparse_remove_section'],
    others: ['page_of', 'section_deactivate', 'section_take_down'],
  },
};

/** The same mail as other programs send it. */
const ways: Record<string, (mail: string) => Buffer> = {
  'as it is': (mail) => Buffer.from(mail),
  'with CRLF': (mail) => Buffer.from(mail.replaceAll('\n', '\r\n')),
  'in base64': (mail) => encoded(mail, 'base64', (body) => body.toString('base64').replace(/.{76}/g, '$&\n')),
  'quoted-printable': (mail) => encoded(mail, 'quoted-printable', quotedPrintable),
  'as an attachment': (mail) => attached(mail),
};

function parts(mail: string): { head: string; body: string } {
  const end = mail.indexOf('\n\n');
  const head = mail.slice(0, end).replace(/^(?:MIME-Version|Content-[\w-]+): .*\n?/gim, '');
  return { head: head.trimEnd(), body: mail.slice(end + 2) };
}

function encoded(mail: string, how: string, encode: (body: Buffer) => string): Buffer {
  const { head, body } = parts(mail);
  const mime = `MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ${how}`;
  return Buffer.from(`${head}\n${mime}\n\n${encode(Buffer.from(body))}\n`);
}

/** RFC 2045: no line longer than 76 characters, `=` and what is not ASCII as `=XX`. */
function quotedPrintable(body: Buffer): string {
  const bytes = body.toString('latin1').replace(/[=\x80-\xff]|[ \t]$/gm, (each) => {
    return `=${each.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return bytes.replace(/^.{73,}$/gm, (line) => line.replace(/.{60}(?=.{4})(?<!=|=.)/g, '$&=\n'));
}

function attached(mail: string): Buffer {
  const { head, body } = parts(mail);
  const type = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=-x"';
  const text = '--=-x\nContent-Type: text/plain\n\nPlease look at this.\n';
  const patch =
    '--=-x\nContent-Type: text/x-patch; charset=UTF-8\nContent-Disposition: attachment; filename="one.patch"\n';
  return Buffer.from(`${head}\n${type}\n\n${text}${patch}\n${body}\n--=-x--\n`);
}

describe.each(Object.keys(ways))('mails %s', (way) => {
  test.each(mails('hotplug'))('the functions that %s changes are named', async (file) => {
    const review = await reviewOf(ways[way]!(readFileSync(file, 'utf8')));
    expect(named(review)).toEqual(expected[/\/(\d\d)-/.exec(file)![1]!]);
    expect(review.concerns).not.toEqual([]);
  });

  test.each(mails('other'))('nothing is said of %s', async (file) => {
    const review = await reviewOf(ways[way]!(readFileSync(file, 'utf8')));
    expect(review.concerns).toEqual([]);
  });
});

describe('a mail is about memory hotplug', () => {
  const review = (subject: string, path: string, section: string, text = '') =>
    reviewMail({
      subject,
      messageId: '',
      text: `${text}\n--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,1 @@ ${section}\n-\told();\n+\tnew();\n`,
    }).concerns;

  test.each([
    ['[PATCH] mm/sparse: memory hotplug without a map', 'mm/sparse.c', 'static int section_activate(int nid)', ''],
    ['[PATCH] fs/proc/kcore: listen to memory hotplug', 'fs/proc/kcore.c', 'static int kcore_callback(int a)', ''],
    ['[PATCH] x', 'mm/mm_init.c', 'void set_zone_contiguous(struct zone *zone)', ''],
    ['[PATCH] x', 'mm/memory-failure.c', 'int memory_failure(unsigned long pfn)', 'Pages of offline memory blocks.'],
    ['[PATCH] docs', 'Documentation/admin-guide/mm/memory-hotplug.rst', '', ''],
  ])('%s, %s: %s %s', (subject, path, section, text) => {
    expect(review(subject, path, section, text)).not.toEqual([]);
  });

  test.each([
    ['[PATCH] mm/sparse: count sections', 'mm/sparse.c', 'static void sparse_init_nid(int nid)', ''],
    ['[PATCH] x', 'kernel/power/swap.c', 'static int set_zone_contiguous(void)', ''],
    ['[PATCH] x', 'mm/memory-failure.c', 'int memory_failure(unsigned long pfn)', 'A page of a memory cgroup.'],
    ['[PATCH] x', 'mm/compaction.c', 'static int compact_zone(struct zone *zone)', 'Not as memory hotplug does it.'],
    ['[PATCH] cpu/hotplug: memory barrier', 'kernel/cpu.c', 'int cpu_up(int cpu)', ''],
  ])('but not %s, %s: %s %s', (subject, path, section, text) => {
    expect(review(subject, path, section, text)).toEqual([]);
  });
});

test('each of the mails has a date, a sender, and a subject of one line', async () => {
  for (const file of [...mails('hotplug'), ...mails('other')]) {
    const { subject, messageId } = await reviewOf(readFileSync(file));
    expect(subject, file).toMatch(/^\[.*PATCH.*\] .{10}/);
    expect(messageId, file).toMatch(/^\S+@example\.org$/);
  }
  expect(mails('hotplug')).toHaveLength(10);
  expect(mails('other')).toHaveLength(10);
});
