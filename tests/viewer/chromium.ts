import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The browser of the system: CHROMIUM, or where distributions put it. Undefined where there is none. */
const browserPath: string | undefined = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => existsSync(file));

/** Where a browser is promised, its absence is a failure; elsewhere it is told and the tests are skipped. */
export function skipsWithoutBrowser(): boolean {
  if (browserPath !== undefined) return false;
  if (process.env['REQUIRE_CHROMIUM'])
    throw new Error('REQUIRE_CHROMIUM is set and there is no Chromium: set CHROMIUM to its path');
  process.stderr.write('SKIPPED: the tests of the HTML report need Chromium; install it or set CHROMIUM to its path\n');
  return true;
}

export function launch(): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  const args = ['--no-sandbox', ...quiet, '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: browserPath!, args });
}
