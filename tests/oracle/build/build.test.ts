import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, program, root } from '../../cli/program.ts';
import { temporaryFolder } from '../../temporary_folder.ts';

/** A tree that is no kernel: make compiles one file by looking at it. */
const makefile = [
  'allnoconfig:',
  '\tcp $(KCONFIG_ALLCONFIG) .config',
  'bzImage:',
  '\t@echo "  CC      mm/x.o"',
  '\t@if grep -n MISTAKE mm/x.c; then echo "mm/x.c:2:9: error: expected expression" >&2; exit 2; fi',
  '\t@mkdir -p arch/x86/boot && cat .config mm/x.c > arch/x86/boot/bzImage && echo compiled >> $(LOG)',
  '',
].join('\n');

const missing = ['make', 'patch', 'tar', 'git'].filter((tool) => spawnSync('which', [tool]).status !== 0);

describe.skipIf(missing.length > 0)(`kernel build (needs make, patch, tar, git)`, () => {
  const folder = temporaryFolder();
  const home = temporaryFolder();
  const log = join(folder, 'log');
  const tree = join(folder, 'linux');

  /** A patch mail that puts a line behind another. */
  function patch(name: string, before: string, line: string, subject = '[PATCH] x'): string {
    const file = join(folder, name);
    const diff = ['--- a/mm/x.c', '+++ b/mm/x.c', '@@ -1,2 +1,3 @@', ` ${before}`, `+${line}`, ' two'];
    writeFileSync(file, `Subject: ${subject}\nDate: Tue, 3 Mar 2026 10:12:44 +0100\n\nWhy.\n\n${diff.join('\n')}\n`);
    return file;
  }

  function build(words: string[], source = tree): Outcome {
    const env = { XDG_CACHE_HOME: home, LOG: log };
    return program(['kernel', 'build', '--source', source, '--threads', '1', ...words], { cwd: folder, env });
  }
  const compiled = (): number => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0);
  const imageOf = (outcome: Outcome, name: string): string =>
    readFileSync(new RegExp(`^${name}=(.*)$`, 'm').exec(outcome.stdout)![1]!, 'utf8');

  beforeAll(() => {
    mkdirSync(join(tree, 'mm'), { recursive: true });
    writeFileSync(join(tree, 'Makefile'), makefile);
    writeFileSync(join(tree, 'mm', 'x.c'), 'one\ntwo\n');
  });

  test('makes a kernel of the source and of each patch, and keeps them', () => {
    const words = [
      '--stock',
      '--patch',
      patch('v1.mbox', 'one', 'first'),
      '--patch',
      `other=${patch('v2.patch', 'one', 'second')}`,
    ];
    const outcome = build(words);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(imageOf(outcome, 'stock')).toMatch(/one\ntwo\n$/);
    expect(imageOf(outcome, 'v1')).toMatch(/one\nfirst\ntwo\n$/);
    expect(imageOf(outcome, 'other')).toMatch(/one\nsecond\ntwo\n$/);
    expect(imageOf(outcome, 'stock')).toContain('CONFIG_MEMORY_HOTPLUG=y');
    expect(outcome.stderr).toContain('other: compiling');
    expect(compiled()).toBe(3);
    // The tree itself is not touched.
    expect(readFileSync(join(tree, 'mm', 'x.c'), 'utf8')).toBe('one\ntwo\n');

    const again = build([...words, '--quiet']);
    expect([again.stdout, again.stderr]).toEqual([outcome.stdout, '']);
    expect(compiled()).toBe(3);
  });

  test('a patch that does not apply ends with the words of patch, and the others are built', () => {
    const bad = patch('bad.mbox', 'nowhere', 'x');
    const outcome = build(['--patch', bad, '--patch', patch('v3.mbox', 'one', 'third')]);
    expect(outcome.code).toBe(69);
    expect(outcome.stderr).toMatch(/bad\.mbox does not apply: .*Hunk #1 FAILED/s);
    expect(outcome.stdout).toMatch(/^v3=/);
    expect(outcome.stdout).not.toContain('bad=');
  });

  test('one that does not compile ends with the words of the compiler, and leaves nothing behind', () => {
    const before = readdirSync(join(home, 'mhp-compare', 'builds')).sort();
    const outcome = build(['--patch', patch('wrong.mbox', 'one', 'MISTAKE')]);
    expect([outcome.code, outcome.stdout]).toEqual([69, '']);
    expect(outcome.stderr).toContain('wrong: does not compile:\nmm/x.c:2:9: error: expected expression');
    expect(readdirSync(join(home, 'mhp-compare', 'builds')).sort()).toEqual(before);
  });

  test('a series is applied in the order of its numbers, whatever order the mbox has', () => {
    const parts = [patch('b', 'first', 'second', '[PATCH 2/2] b'), patch('a', 'one', 'first', '[PATCH 1/2] a')];
    const mbox = join(folder, 'series.mbox');
    const head = 'From mboxrd@z Thu Jan  1 00:00:00 1970';
    // The second one stands where the first one put its line.
    const mails = parts.map((file) => `${head}\n${readFileSync(file, 'utf8')}`);
    mails[0] = mails[0]!.replace('@@ -1,2 +1,3 @@', '@@ -2,2 +2,3 @@');
    writeFileSync(mbox, mails.join('\n'));
    const outcome = build(['--patch', mbox]);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(imageOf(outcome, 'series')).toMatch(/one\nfirst\nsecond\ntwo\n$/);
  });

  test('a tarball and a git tree, with what is not committed, are built as a folder is', () => {
    const tarball = join(folder, 'linux-source.tar.gz');
    spawnSync('tar', ['czf', tarball, '-C', folder, 'linux']);
    const fromTarball = build(['--quiet'], tarball);
    expect(imageOf(fromTarball, 'stock')).toMatch(/one\ntwo\n$/);

    const git = (...words: string[]) =>
      spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], { cwd: tree });
    for (const words of [
      ['init', '-q'],
      ['add', '.'],
      ['commit', '-qm', 'all'],
    ])
      git(...words);
    writeFileSync(join(tree, 'mm', 'x.c'), 'one\nchanged\ntwo\n');
    const fromGit = build(['--quiet']);
    expect(fromGit.code, fromGit.stderr).toBe(0);
    expect(imageOf(fromGit, 'stock')).toMatch(/one\nchanged\ntwo\n$/);
  });

  test('interrupted, it ends what it started and leaves nothing behind', async () => {
    const slow = join(folder, 'slow');
    mkdirSync(slow);
    writeFileSync(join(slow, 'Makefile'), 'allnoconfig:\n\tcp $(KCONFIG_ALLCONFIG) .config\nbzImage:\n\t@sleep 1000\n');
    const before = readdirSync(join(home, 'mhp-compare', 'builds')).sort();
    const words = [join(root, 'bin', 'mhp-compare.js'), 'kernel', 'build', '--source', slow];
    const child = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, XDG_CACHE_HOME: home } });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (text.includes('stock: compiling')) child.kill('SIGINT');
    });
    const [code] = (await once(child, 'close')) as [number];
    expect(code, told).toBe(130);
    expect(readdirSync(join(home, 'mhp-compare', 'builds')).sort()).toEqual(before);
  });

  test('without make it is said how to get it', () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const tool of ['tar', 'cp', 'git', 'patch'])
      symlinkSync(spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim(), join(bin, tool));
    const env = { XDG_CACHE_HOME: temporaryFolder(), PATH: bin };
    const outcome = program(['kernel', 'build', '--source', tree], { cwd: folder, env });
    expect(outcome.code).toBe(69);
    expect(outcome.stderr).toMatch(/not installed: make\n {2}apt-get install make /);
  });

  test.each([
    [['--patch', 'missing.mbox'], tree, 65, 'cannot read missing.mbox: ENOENT'],
    [[], 'linux-source-0.1', 69, 'apt-get install linux-source-0.1'],
    [[], 'nothing', 69, 'no source "nothing"'],
  ])('what is not there is said: %j of %s', (words, source, code, said) => {
    const outcome = build(words, source);
    expect([outcome.code, outcome.stdout]).toEqual([code, '']);
    expect(outcome.stderr).toContain(said);
  });
});
