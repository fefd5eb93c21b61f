import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openCache } from '../cache/cache.ts';
import { projectRoot } from '../corpus/root.ts';
import type { BearingSource, ListedFault } from '../review/bearing.ts';
import type { ToldReview } from '../review/told.ts';
import { command as commandText } from '../text/command.ts';
import { readLedger } from './claims.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings } from './options.ts';
import { loadFixtures } from './select.ts';
import { layoutOfReader, note, print } from './terminal.ts';

interface Options {
  format: 'pretty' | 'json' | 'markdown';
  b4?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('review')
    .description('Say which functions of the model a patch mail on standard input changes, and what bears on them.')
    .option(
      '--b4',
      "answer as b4's review reads it of a check command: a JSON array, [] for a mail about something else",
    )
    .option('--schema', meanings.schema)
    .addHelpText(
      'after',
      '\nA mail, an mbox of several, or a plain diff. Nothing is printed of mails that are not about memory hotplug.',
    );
  addFormat(command, ['pretty', 'json', 'markdown']).action(review);
}

async function review(options: Options): Promise<void> {
  if (options.schema) return print((await import('../render/review/schema.ts')).reviewJsonSchema(options.b4 === true));
  const { told, others, source } = await reviewInput(await standardInput());
  if (options.b4) {
    const { b4Results } = await import('../render/review/b4.ts');
    return print(JSON.stringify(b4Results(told, source?.claims ?? []), null, 2));
  }
  if (options.format === 'json') return print(JSON.stringify({ mails: told, others }, null, 2));
  if (told.length === 0) return;
  if (options.format === 'markdown') return print((await import('../render/review/markdown.ts')).markdownReviews(told));
  const { prettyReviews } = await import('../render/review/pretty.ts');
  await print(prettyReviews(told, await layoutOfReader()));
}

interface Reviewed {
  /** Of the mails that are about memory hotplug. */
  told: ToldReview[];
  others: number;
  source?: BearingSource;
}

async function reviewInput(input: Buffer): Promise<Reviewed> {
  const { mailsOf } = await import('../review/mbox.ts');
  const { readMail } = await import('../review/mail.ts');
  const { reviewMail } = await import('../review/review.ts');
  const mails = mailsOf(input);
  if (mails.length === 0) throw new Failure('badInput', 'there is no mail on standard input', usage);
  const reviews = [];
  for (const mail of mails) reviews.push(reviewMail(await readMail(mail)));
  const about = reviews.filter(({ concerns }) => concerns.length > 0);
  const others = reviews.length - about.length;
  // What is not about memory hotplug is answered without reading the corpus.
  if (about.length === 0) return { told: [], others };
  const source = await readSource();
  const { tell } = await import('../review/told.ts');
  const told = [];
  for (const each of about) told.push(await tell(each, source));
  return { told, others, source };
}

const usage = commandText('review < patch.mbox');

async function standardInput(): Promise<Buffer> {
  if (process.stdin.isTTY) throw new Failure('usage', 'review reads a mail on standard input', usage);
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function readSource(): Promise<BearingSource> {
  const { fixtures } = await loadFixtures([]);
  return { fixtures, cache: openCache(), claims: await readLedger(), faults: await knownFaults() };
}

/** As the committed comparison found them. */
async function knownFaults(): Promise<ListedFault[]> {
  const file = join(projectRoot(), 'reports', 'baseline.jsonl');
  if (!existsSync(file)) {
    note('known faults are not told: there is no reports/baseline.jsonl');
    return [];
  }
  const { readJsonl } = await import('../store/read_jsonl.ts');
  const { faults = [] } = readJsonl(readFileSync(file, 'utf8'), file);
  return faults.map(({ id, title, class: worst, exposure, designs, function: name, scenario }) => {
    return { id, title, class: worst, exposure, designs, function: name, fixture: scenario.fixture };
  });
}
