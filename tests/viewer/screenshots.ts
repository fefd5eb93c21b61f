// `npm run screenshots [-- FILE]`: draws a page, reports/report.html unless told, into docs/.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../cli/program.ts';
import { launch, skipsWithoutBrowser } from './chromium.ts';

type Shot = [name: string, fragment: string, width: number, height: number, scheme: 'light' | 'dark'];

const shots: Shot[] = [
  ['report-summary', '', 1280, 800, 'light'],
  ['report-matrix', '#differ=all&topic=veto', 1280, 800, 'dark'],
  ['report-fixture', '#fixture=zone-span/shrink-past-hole&step=4', 1280, 1000, 'light'],
  ['report-narrow', '#fixture=veto/going-offline&step=2', 400, 800, 'dark'],
];

if (!skipsWithoutBrowser()) {
  const address = pathToFileURL(process.argv[2] ?? join(root, 'reports', 'report.html')).href;
  const browser = await launch();
  for (const [name, fragment, width, height, colorScheme] of shots) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await page.goto(address + fragment);
    await page.waitForSelector('h1');
    // What the picture is about stands at its top.
    const top = { 'report-matrix': '.filters', 'report-fixture': '#steps', 'report-narrow': '#steps' }[name];
    if (top) await page.locator(top).evaluate((element) => element.scrollIntoView());
    await page.screenshot({ path: join(root, 'docs', `${name}.png`) });
    await page.close();
  }
  await browser.close();
}
