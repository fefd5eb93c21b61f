import { gunzipSync } from 'node:zlib';

/** `From sender date`, as mboxes begin a mail; the date is what tells it from a sentence. */
const separator = /^From \S+ .*\d\d:\d\d:\d\d.* \d{4}\r?$/;
/** The dates that git format-patch and public-inbox write there, which no sentence has. */
const certain = /^From (?:[0-9a-f]{40,64} Mon Sep 17 00:00:00 2001|mboxrd@z Thu Jan {1,2}1 00:00:00 1970)\r?$/;

/**
 * The mails of an mbox, each as it was sent (RFC 4155; `>From ` of mboxrd taken back). A text without a separator is one mail.
 * A compressed one, as archives hand them out, is unpacked. Bytes stay as they are: every mail has its own charset.
 */
export function mailsOf(input: Buffer): Buffer[] {
  const packed = input[0] === 0x1f && input[1] === 0x8b;
  const lines = (packed ? gunzipSync(input) : input).toString('latin1').split('\n');
  const starts = [...lines.keys()].filter(
    (at) => certain.test(lines[at]!) || (separator.test(lines[at]!) && (at === 0 || lines[at - 1]!.trim() === '')),
  );
  if (starts.length === 0) return asBytes(lines);
  return starts.flatMap((start, nth) =>
    asBytes(lines.slice(start + 1, starts[nth + 1]).map((line) => line.replace(/^>(>*From )/, '$1'))),
  );
}

/** None for what is blank. */
function asBytes(lines: string[]): Buffer[] {
  const text = lines.join('\n');
  return text.trim() === '' ? [] : [Buffer.from(text, 'latin1')];
}
