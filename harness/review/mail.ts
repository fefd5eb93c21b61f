import PostalMime from 'postal-mime';

export interface PatchMail {
  /** Without line breaks; empty for a patch without a mail around it. */
  subject: string;
  /** Without brackets; empty where there is none. */
  messageId: string;
  /** What a person reads and what is attached as text, decoded, with line ends of one kind. */
  text: string;
}

/** What diff itself prints, without a mail's header before it. */
const bare = /^(diff |--- \S|Index: )/;
const patchFile = /\.(patch|diff|txt)$/i;

/** Never throws for what is in the mail: what cannot be decoded is left out. */
export async function readMail(raw: Buffer): Promise<PatchMail> {
  if (bare.test(raw.subarray(0, 80).toString('latin1').trimStart()))
    return { subject: '', messageId: '', text: oneKindOfLineEnd(raw.toString()) };
  const mail = await PostalMime.parse(raw);
  const attached = mail.attachments
    .filter(({ mimeType, filename }) => mimeType.startsWith('text/') || patchFile.test(filename ?? ''))
    .map(({ content }) => (typeof content === 'string' ? content : new TextDecoder().decode(content)));
  return {
    subject: oneKindOfLineEnd(mail.subject ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
    messageId: oneKindOfLineEnd(mail.messageId ?? '').replace(/^<|>$/g, ''),
    text: oneKindOfLineEnd([mail.text ?? '', ...attached].join('\n')),
  };
}

/** And without what a terminal would obey: file names and subjects are anybody's. */
const oneKindOfLineEnd = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
  text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
