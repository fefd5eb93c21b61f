import { expect, test } from 'vitest';
import { mailsOf } from '../../harness/review/mbox.ts';

const from = 'From somebody@example.org Tue Mar  3 10:12:44 2026';
const mail = (body: string): string => `Subject: one\n\n${body}\n`;
const texts = (mbox: string): string[] => mailsOf(Buffer.from(mbox)).map((each) => each.toString());

test('a line that begins a mail has a date and an empty line before it', () => {
  const talk = mail('From here on it is easy.\nFrom somebody@example.org Tue Mar  3 10:12:44 2026');
  expect(texts(`${from}\n${talk}\n${from}\n${mail('two')}`)).toEqual([talk, mail('two')]);
});

test('patches of git format-patch may follow each other without one', () => {
  const patch = `From ${'0a'.repeat(20)} Mon Sep 17 00:00:00 2001`;
  expect(texts(`${patch}\n${mail('one')}${patch}\n${mail('two')}`)).toEqual([mail('one').trimEnd(), mail('two')]);
});

test('a line of the body that was quoted for the mbox is as it was', () => {
  expect(texts(`${from}\n${mail('>From me\n>>From you')}`)).toEqual([mail('From me\n>From you')]);
});

test('a mail without a separator is one mail, its quotes untouched', () => {
  expect(texts(mail('>From me'))).toEqual([mail('>From me')]);
});

test('no mail is found in nothing', () => {
  expect(texts(' \n\n')).toEqual([]);
});

test('bytes that are no UTF-8 come through', () => {
  const latin1 = Buffer.concat([Buffer.from(`${from}\nSubject: x\n\n`), Buffer.from([0xfc, 0x0a])]);
  expect(mailsOf(latin1)[0]!.subarray(-2)).toEqual(Buffer.from([0xfc, 0x0a]));
});
