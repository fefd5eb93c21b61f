import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findKernel } from '../../../harness/oracle/live/debian.ts';
import { configurationOf, openSuite, sourcesOf } from '../../../harness/oracle/live/suite.ts';
import { temporaryFolder } from '../../temporary_folder.ts';

const targets = [
  'Packages|http://mirror.example/debian/|bookworm|main',
  'Packages|http://mirror.example/debian/|bookworm|main',
  'Packages|http://mirror.example/debian/|bookworm|contrib',
  'Packages|http://mirror.example/debian/|bookworm-updates|main',
  'Translations|http://mirror.example/debian/|bookworm|main',
  'Packages|http://mirror.example/debian-security/|bookworm-security|main',
].join('\n');

describe('another suite of Debian', () => {
  test('is at the mirrors that apt has for the suite it is configured for', () => {
    expect(sourcesOf(targets, 'bullseye')).toEqual([
      { uri: 'http://mirror.example/debian/', suite: 'bullseye' },
      { uri: 'http://mirror.example/debian-security/', suite: 'bullseye-security' },
    ]);
  });

  test('has no security updates of its own when it is no release', () => {
    expect(sourcesOf(targets, 'trixie-backports')).toEqual([
      { uri: 'http://mirror.example/debian/', suite: 'trixie-backports' },
    ]);
  });

  test('is nowhere when apt has no mirror', () => {
    expect(sourcesOf('', 'bullseye')).toEqual([]);
  });

  test("keeps lists, cache and sources apart from the system's", () => {
    const source = { uri: 'http://mirror.example/debian/', suite: 'bullseye' };
    const files = configurationOf('/own', source, '/keys.gpg');
    expect(files['suite.sources']).toBe(
      'Types: deb\nURIs: http://mirror.example/debian/\nSuites: bullseye\nComponents: main\nSigned-By: /keys.gpg\n',
    );
    expect(files['apt.conf']).toContain('Dir::Etc::sourcelist "/own/suite.sources";\nDir::Etc::sourceparts "-";\n');
    expect(files['apt.conf']).toContain('Dir::State::lists "/own/lists";\nDir::Cache "/own/cache";\n');
    expect(files['apt.conf']).toContain('#clear APT::Update::Post-Invoke;\n');
  });
});

/** Stands in for apt: a mirror that lists two kernels of 5.10 and has only the older one; every call is written down. */
const apt = `#!/bin/sh
echo "\${0##*/} $*" >> "$CALLS"
case "$*" in
*indextargets*) printf '%s\\n' "Packages|http://mirror.example/debian/|bookworm|main" ;;
*pkgnames*) printf '%s\\n' linux-image-5.10.0-9-cloud-amd64-unsigned linux-image-5.10.0-10-cloud-amd64-unsigned ;;
*download*-9-cloud*) : > linux-image-5.10.0-9-cloud-amd64-unsigned_5.10.70-1_amd64.deb ;;
*download*) echo "404 Not Found" >&2; exit 100 ;;
esac
`;
const dpkg = `#!/bin/sh
case "$1" in
-f) echo 5.10.70-1 ;;
-x) mkdir -p "$3/boot" "$3/lib/modules/5.10.0-9" && : > "$3/boot/vmlinuz-5.10.0-9" ;;
esac
`;

describe('a kernel of another suite', () => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'bin'));
    const needed = Object.fromEntries(['qemu-system-x86_64', 'busybox', 'cpio', 'gcc', 'xz'].map((name) => [name, '']));
    for (const [name, text] of Object.entries({ ...needed, 'apt-get': apt, 'apt-cache': apt, 'dpkg-deb': dpkg })) {
      writeFileSync(join(folder, 'bin', name), text);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH']}`);
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
    vi.stubEnv('CALLS', join(folder, 'calls'));
  });
  afterEach(() => vi.unstubAllEnvs());

  test('is the newest that the mirror still has, and is not asked for again', () => {
    const kernel = findKernel('cloud510');
    expect(kernel).toMatchObject({
      name: 'cloud510',
      package: 'linux-image-5.10.0-9-cloud-amd64-unsigned 5.10.70-1',
      modules: join(folder, 'cache/mhp-compare/kernels/linux-image-5.10.0-9-cloud-amd64-unsigned/lib/modules'),
    });
    const calls = readFileSync(join(folder, 'calls'), 'utf8');
    expect(findKernel('cloud510')).toEqual(kernel);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe(calls);
  });

  test('is looked up by an apt that has only what is below the cache folder', () => {
    openSuite('trixie-backports').packages('linux-image-');
    const [targets, ...others] = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    const [own] = readdirSync(join(folder, 'cache/mhp-compare/apt'));
    const configuration = `-c ${join(folder, 'cache/mhp-compare/apt', String(own), 'apt.conf')}`;
    expect(targets).toContain('apt-get indextargets');
    expect(others).toEqual([`apt-get ${configuration} -qq update`, `apt-cache ${configuration} pkgnames linux-image-`]);
  });
});
