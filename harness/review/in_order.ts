import { changedFiles } from './diff.ts';
import { type PatchMail, readMail } from './mail.ts';
import { mailsOf } from './mbox.ts';

/** The patches of a mail, of a series in an mbox in the order of their numbers, or of a plain diff; replies are none. */
export async function patchesIn(input: Buffer): Promise<PatchMail[]> {
  const mails: PatchMail[] = [];
  for (const raw of mailsOf(input)) mails.push(await readMail(raw));
  const patches = mails.filter(({ text }) => changedFiles(text).length > 0);
  const numbered = patches.map((mail) => ({ mail, number: numberOf(mail) }));
  if (numbered.some(({ number }) => number === undefined)) return patches;
  return numbered.sort((a, b) => a.number! - b.number!).map(({ mail }) => mail);
}

/** 2 of `[PATCH v3 2/7]`. */
function numberOf({ subject }: PatchMail): number | undefined {
  const number = /\[[^\]]*\b(\d+)\/\d+\]/.exec(subject)?.[1];
  return number === undefined ? undefined : Number(number);
}
