import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary_folder.ts';
import { program, root } from './program.ts';

const guide = readFileSync(join(root, 'docs', 'writing-a-design.md'), 'utf8');
const folder = temporaryFolder();
writeFileSync(join(folder, 'mine.ts'), /```ts\n([\s\S]*?)```/.exec(guide)![1]!);

test('every command of the guide runs', () => {
  const commands = [...guide.matchAll(/^ {4}npx mhp-compare (.*?)(?: +#.*)?$/gm)].map(([, args]) =>
    args!.replaceAll("'", '').split(' '),
  );
  expect(commands.length).toBeGreaterThan(3);
  for (const args of commands) {
    const narrow = args[0] === 'compare' ? ['--fixture', 'round-trip/movable'] : [];
    const { code, stdout } = program([...args, ...narrow], { cwd: folder });
    expect(code, `${args.join(' ')}\n${stdout}`).toBe(0);
    const said = args[0] === 'validate' ? 'nothing wrong' : 'mine@v1';
    expect(stdout).toContain(args.includes('./mine.ts') ? said : '');
    if (args[0] !== 'validate') expect(stdout.length).toBeGreaterThan(100);
  }
});

test('the guide quotes what the comparison says of its example', () => {
  const quoted = /^ {4}(mine@v1 \(reconstructed\) [\s\S]*?\.)$/m.exec(guide)![1]!;
  const { stdout } = program(['compare', '--fixture', 'round-trip/movable', '--design', './mine.ts'], { cwd: folder });
  const asOne = (text: string): string => text.replace(/\s+/g, ' ');
  expect(asOne(stdout)).toContain(asOne(quoted));
});
