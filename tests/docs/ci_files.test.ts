import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../cli/program.ts';
import { temporaryFolder } from '../temporary_folder.ts';
import { commandsOf } from './workflow_commands.ts';

const numbers = [1, 2, 3, 4];

/** What a machine of the service would run: the command of a part once for each. */
function asRun(command: string): string[] {
  if (!/matrix\.part|CI_NODE_INDEX/.test(command)) return [command];
  return numbers.map((part) =>
    command.replace(/\$\{\{ matrix\.part \}\}|\$CI_NODE_INDEX/g, String(part)).replace(/\$CI_NODE_TOTAL/g, '4'),
  );
}

test.each(['.github/workflows/compare.yml', 'docs/ci/gitlab-ci.yml'])(
  'the commands of %s work, one after the other',
  (file) => {
    const workflow: unknown = parse(readFileSync(join(root, file), 'utf8'));
    const commands = commandsOf(workflow)
      .filter((command) => command !== 'npm ci')
      .flatMap(asRun);
    expect(commands).toHaveLength(6);
    const cwd = temporaryFolder();
    const env = { ...process.env, GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'), NO_COLOR: '1' };
    const shell = (command: string) => {
      // A handful of fixtures will do to see that the commands fit together.
      const few = command.replace(/compare --shard/, "compare --fixture 'veto/*' --shard");
      return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', few.replaceAll('bin/', `${root}/bin/`)], {
        cwd,
        env,
        encoding: 'utf8',
      });
    };
    for (const command of commands) {
      if (command.includes('--baseline')) {
        mkdirSync(join(cwd, 'reports'));
        const made = shell('node bin/mhp-compare.js report merged/report.jsonl --format baseline');
        writeFileSync(join(cwd, 'reports', 'baseline.jsonl'), made.stdout);
      }
      const { status, stderr } = shell(command);
      expect({ command, status, stderr: status === 0 ? '' : stderr }).toEqual({ command, status: 0, stderr: '' });
    }
    expect(readdirSync(join(cwd, 'merged'))).toContain('report.junit.xml');
    expect(file.includes('github') ? readFileSync(join(cwd, 'summary.md'), 'utf8') : '## ').toMatch(/^## /);
  },
);
