import { type RecordedKernel, RecordingError } from '../recording.ts';
import type { DriverRecording } from './source.ts';

/** Debian's kernels that recordings were made on, by the driver's short name. */
const packages: Record<string, { release: string; package: string }> = {
  cloud61: { release: '6.1.0-56-cloud-amd64', package: 'linux-image-6.1.0-56-cloud-amd64-unsigned 6.1.192-2' },
  full61: { release: '6.1.0-56-amd64', package: 'linux-image-6.1.0-56-amd64-unsigned 6.1.192-2' },
  cloud612: {
    release: '6.12.117+deb12-cloud-amd64',
    package: 'linux-image-6.12.117+deb12-cloud-amd64-unsigned 6.12.117-1~deb12u1',
  },
  full612: {
    release: '6.12.117+deb12-amd64',
    package: 'linux-image-6.12.117+deb12-amd64-unsigned 6.12.117-1~deb12u1',
  },
};

/** Which stack models a release that recordings are made on. v5.10 is the nearest to v5.12 that Debian has. */
const stacks: Record<string, string> = {
  '5.10': 'linux@5.12+unpatched',
  '6.1': 'linux@6.1',
  '6.12': 'linux@6.12',
  '7.3': 'linux@7.3',
};

/** What the designs built into one kernel are called on its command line, and the stack that models each. */
const builtIn: Record<string, string> = {
  S: 'linux@6.1',
  A: 'linux@6.1+oscar@v5',
  Bp: 'linux@6.1+michal@reserve',
  B2b: 'linux@6.1+michal@pfn-block',
  B2c: 'linux@6.1+michal@pfn-block-fixed',
  B3a: 'linux@6.1+michal@mark-section-online',
  B3f: 'linux@6.1+michal@mark-full-sections',
  C0r: 'linux@6.1+david@poc',
};

/** The same in a tree that is told so by `mhp_design=`. */
const chosenAtBoot: Record<string, string> = {
  'oscar-v5': 'oscar@v5',
  'david-poc': 'david@poc',
  'david-v10': 'david@v10',
  'michal-offset-only': 'michal@offset-only',
  'michal-reserve': 'michal@reserve',
  'michal-pfn-block': 'michal@pfn-block',
  'michal-mark-section-online': 'michal@mark-section-online',
};

/** The release that a design is modelled on in a tree of Debian's. */
const bases: Record<string, { stack: string; tree: string }> = {
  '5.10': { stack: 'linux@5.12', tree: 'linux-source-5.10' },
  '6.1': { stack: 'linux@6.1', tree: 'linux-source-6.1' },
};

/** `mhp_design=oscar-v5` on the kernel's command line. */
function choiceIn({ cmdline }: DriverRecording): { word: string; design: string } | undefined {
  const found = /(?:^|\s)(mhp_design=(\S+))/.exec(cmdline ?? '');
  return found === null ? undefined : { word: found[1] as string, design: found[2] as string };
}

export interface RecordingOrigin {
  kernel: RecordedKernel;
  scenario: string;
  as: string;
}

/** Which kernel this is and which stack models it. `as` overrides what the recording says of itself. */
export function recordingOriginOf(source: DriverRecording, file: string, as?: string): RecordingOrigin {
  const name = source.scenario ?? fileStem(file);
  const dot = name.indexOf('.');
  const prefix = dot > 0 ? name.slice(0, dot) : undefined;
  const release = source.kernel ?? '';
  const choice = choiceIn(source);
  const folder = source.kernel_dir ?? prefix ?? release;
  const chosen = choice === undefined ? folder : `${folder}-${choice.design}`;
  const short = source.design !== undefined ? `built-${source.design}` : chosen;
  const debian = packages[short];
  const tree =
    source.design !== undefined ? 'linux-source-6.1' : choice === undefined ? undefined : baseOf(release)?.tree;
  const known = tree === undefined ? undefined : `${tree} ${release} with the designs built in`;
  const packageName = source.package ?? (debian?.release === release ? debian.package : known);
  const kernel: RecordedKernel = {
    name: folderName(short),
    release,
    ...(packageName === undefined ? {} : { package: packageName }),
    ...(choice === undefined ? {} : { design: choice.word }),
    cmdline: source.cmdline ?? '',
    qemu: qemuWords(source),
    parameters: source.params ?? {},
  };
  return {
    kernel,
    scenario: folderName(prefix === undefined ? name : name.slice(dot + 1)),
    as: as ?? stackOf(source, release, file),
  };
}

const minor = (release: string): string => /^(\d+\.\d+)[.-]/.exec(release)?.[1] ?? '';
const baseOf = (release: string) => bases[minor(release)];

function stackOf(source: DriverRecording, release: string, file: string): string {
  if (source.design !== undefined) {
    const stack = builtIn[source.design];
    if (stack !== undefined) return stack;
    throw new RecordingError(
      `${file}: no stack is known for the built-in design "${source.design}"`,
      'say which with --as',
    );
  }
  const chosen = chosenAtBoot[choiceIn(source)?.design ?? ''];
  const base = baseOf(release);
  if (chosen !== undefined && base !== undefined) return `${base.stack}+${chosen}`;
  return stackOfRelease(release, file);
}

/** The stack that models a kernel as it was released: `6.1.0-56-cloud-amd64`. Throws RecordingError, naming `where`. */
export function stackOfRelease(release: string, where: string): string {
  const stack = stacks[minor(release)];
  if (stack !== undefined) return stack;
  throw new RecordingError(`${where}: no base is known for kernel "${release}"`, 'say which stack it is with --as');
}

/** The guest's configuration, in the order the driver gives it, without paths of the machine it ran on. */
function qemuWords(source: DriverRecording): string {
  const said = source.guest?.['qemu'];
  if (typeof said === 'string') return said;
  const words = [`-accel ${source.accel ?? 'tcg'}`, '-machine q35'];
  const guest = source.guest ?? {};
  for (const [name, value] of Object.entries(guest)) {
    if (['design', 'mom', 'online', 'append'].includes(name) || value === '') continue;
    words.push(name === 'mem' ? `-m ${value}` : `${name}=${String(value)}`);
  }
  return words.join(' ').replace(/(^|[\s'"=,(])\/[^\s'",)]*\//g, '$1');
}

function fileStem(file: string): string {
  return (file.split('/').pop() ?? file).replace(/\.json$/, '');
}

function folderName(text: string): string {
  return text.replace(/[^A-Za-z0-9._+-]/g, '-') || 'unnamed';
}
