import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../cli/program.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { commandsOf } from './workflow_commands.ts';

/** The example of docs/writing-a-design.md, which forgets a section; `worse` forgets the whole block. */
const design = (worse: boolean): string => `import { defineDesign } from 'mhp-compare';
export default defineDesign({
  id: 'mine', revision: 'v1', title: 'forgets the first section of a block', provenance: 'reconstructed', source: {},
  on: ['linux@5.12'], family: 'mine',
  patch: (k, base) => ({
    online_mem_sections(start_pfn, end_pfn) {
      const first_end = start_pfn + k.machine.pagesPerSection;
      if (end_pfn > first_end) base.online_mem_sections(first_end, end_pfn);
    },
    ${worse ? 'remove_pfn_range_from_zone() {},' : ''}
  }),
});
`;

/** A handful of fixtures will do to see that the commands fit together, and here the package is this checkout. */
const asHere = (command: string): string =>
  command
    .replace('npx mhp-compare', `"${process.execPath}" "${join(root, 'bin', 'mhp-compare.js')}"`)
    .replace(' compare ', " compare -f 'round-trip/movable' -f 'veto/going-online' ");

describe.each(['docs/ci/design-only.github.yml', 'docs/ci/design-only.gitlab-ci.yml'])('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const commands = commandsOf(parse(text));
  const cwd = temporaryFolder();
  const summary = join(cwd, 'summary.md');
  const shell = (command: string) => {
    const env = { ...process.env, GITHUB_STEP_SUMMARY: summary, NO_COLOR: '1' };
    return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', asHere(command)], { cwd, env, encoding: 'utf8' });
  };

  test('installs the package, looks at the design, and compares', () => {
    expect(commands.map((command) => command.split(' ').slice(0, 3).join(' '))).toEqual([
      'npm install --no-save',
      'npx mhp-compare validate',
      'npx mhp-compare compare',
    ]);
  });

  test('passes what the baseline knows, tells of the design first, and fails on what is new', () => {
    const made = /^# +(npx mhp-compare .*)$/m.exec(text)?.[1] ?? '';
    writeFileSync(join(cwd, 'mine.ts'), design(false));
    expect(shell(made).status).toBe(0);
    const told: string[] = [];
    for (const command of commands.slice(1)) {
      const { status, stdout, stderr } = shell(command);
      expect({ command, status, stderr: status === 0 ? '' : stderr }).toEqual({ command, status: 0, stderr: '' });
      told.push(stdout);
    }
    const shown = existsSync(summary) && file.includes('github') ? readFileSync(summary, 'utf8') : told.at(-1)!;
    expect(shown).toMatch(/^mine@v1 \(reconstructed\) is in place \d of 5/m);
    writeFileSync(join(cwd, 'mine.ts'), design(true));
    const { status, stderr } = shell(commands.at(-1)!);
    expect(status).toBe(1);
    expect(stderr).toContain('gate worse failed');
  });
});
