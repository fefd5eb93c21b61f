import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache_folder.ts';
import { LiveError } from './live_error.ts';
import { run } from './programs.ts';

/** Names of the packages in a suite of Debian, and how to fetch one. The system's own apt stays as it is. */
export interface Suite {
  /** Packages whose name begins so. */
  packages(prefix: string): string[];
  /** Into this folder. Throws LiveError. */
  download(name: string, folder: string): void;
}

/**
 * Another suite at the mirror that apt is configured for, with lists and a cache of its own below the cache folder. Takes
 * the suite's lists from the mirror first. Throws LiveError when apt has no mirror, or the mirror not this suite.
 */
export function openSuite(suite: string): Suite {
  const known = opened.get(suite);
  if (known !== undefined) return known;
  const sources = sourcesOf(indexTargets(), suite);
  if (sources.length === 0)
    throw new LiveError(
      `apt is configured for no mirror of Debian, so ${suite} cannot be looked up`,
      'see sources.list(5)',
    );
  const reached = sources.map((source) => tryUpdate(suite, source));
  const open = reached.filter((each) => typeof each !== 'string');
  if (open.length === 0) throw new LiveError(`the suite ${suite} of Debian cannot be reached:\n${reached.join('\n')}`);
  const found: Suite = {
    packages: (prefix) => open.flatMap((apt) => apt.packages(prefix)),
    download: (name, folder) => {
      const from = open.find((apt) => apt.packages(name).includes(name));
      if (from === undefined) throw new LiveError(`${suite} of Debian has no package ${name}`);
      from.download(name, folder);
    },
  };
  opened.set(suite, found);
  return found;
}

/** The lists are taken from the mirror once in a run. */
const opened = new Map<string, Suite>();

export interface PackageSource {
  uri: string;
  suite: string;
}

/** One target of apt's a line: what made it, mirror, release, component. */
function indexTargets(): string {
  const words = ['--no-release-info', '--format', '$(CREATED_BY)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)'];
  return run('apt-get', ['indextargets', ...words]).toString();
}

/**
 * Where a suite is, of the mirrors in apt's own configuration: `bookworm` at a mirror says that it has Debian's releases,
 * `bookworm-security` that it has their security updates. The newest kernel of a release is often among the latter.
 */
export function sourcesOf(targets: string, suite: string): PackageSource[] {
  const found = new Map<string, PackageSource>();
  for (const line of targets.split('\n')) {
    const [by, uri = '', release = '', component] = line.split('|');
    if (by !== 'Packages' || component !== 'main') continue;
    const security = /^([a-z]+)-security$/.test(release);
    if (!security && !/^[a-z]+$/.test(release)) continue;
    if (security && suite.includes('-')) continue;
    const at = { uri, suite: security ? `${suite}-security` : suite };
    found.set(`${at.uri} ${at.suite}`, at);
  }
  return [...found.values()];
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** What apt is told instead of the system's configuration, for one source. */
export function configurationOf(
  folder: string,
  { uri, suite }: PackageSource,
  signedBy?: string,
): Record<string, string> {
  const sources = [
    ...['Types: deb', `URIs: ${uri}`, `Suites: ${suite}`, 'Components: main'],
    ...(signedBy === undefined ? [] : [`Signed-By: ${signedBy}`]),
  ];
  const quoted = (name: string) => JSON.stringify(join(folder, name));
  return {
    'suite.sources': `${sources.join('\n')}\n`,
    'apt.conf': `${[
      `Dir::Etc::sourcelist ${quoted('suite.sources')};`,
      'Dir::Etc::sourceparts "-";',
      `Dir::State::lists ${quoted('lists')};`,
      `Dir::Cache ${quoted('cache')};`,
      // Neither the folder's owner nor its rights need to suit the user that apt downloads as.
      'APT::Sandbox::User "root";',
      // What a system does after its own updates is about its own cache.
      '#clear APT::Update::Post-Invoke;',
      '#clear APT::Update::Post-Invoke-Success;',
    ].join('\n')}\n`,
  };
}

interface Apt {
  packages(prefix: string): string[];
  download(name: string, folder: string): void;
}

/** What the mirror said when it has no such suite. */
function tryUpdate(suite: string, source: PackageSource): Apt | string {
  const folder = cacheFolder('apt', `${suite} ${source.uri}`.replace(/[^A-Za-z0-9]+/g, '-'));
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true });
  const files = configurationOf(folder, source, existsSync(keyring) ? keyring : undefined);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const configuration = ['-c', join(folder, 'apt.conf')];
  try {
    run('apt-get', [...configuration, '-qq', 'update']);
  } catch (error) {
    if (error instanceof LiveError && !error.missing) return error.message;
    throw error;
  }
  return {
    packages: (prefix) =>
      run('apt-cache', [...configuration, 'pkgnames', prefix])
        .toString()
        .split('\n')
        .filter(Boolean),
    download: (name, into) => {
      run('apt-get', [...configuration, '-qq', 'download', name], undefined, into);
    },
  };
}
