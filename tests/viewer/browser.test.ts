import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launch, skipsWithoutBrowser } from './chromium.ts';
import { pageOf, someReport } from './page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(skipsWithoutBrowser())('the HTML report in a browser', () => {
  let browser: Browser;
  let page: Page;
  let address: string;
  let complaints: string[] = [];

  beforeAll(async () => {
    address = pageOf(someReport());
    browser = await launch();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await page?.close();
    // Whatever a test did, nothing was complained about and nothing left the page.
    expect(complaints).toEqual([]);
  });

  async function open(fragment = '', options: { width?: number; scheme?: 'dark' | 'light' } = {}): Promise<void> {
    const { width = 1280, scheme = 'light' } = options;
    page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
    complaints = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const url = request.url();
      if (url !== `${address}${fragment}` && url !== address && !url.startsWith('data:'))
        complaints.push(`asked for ${url}`);
    });
    await page.goto(address + fragment);
    await page.waitForSelector('h1');
  }

  const rows = (): Promise<number> => page.locator('.matrix tbody tr').count();
  const hash = (): string => new URL(page.url()).hash;
  const active = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

  test('the first view has the answer, feature off, and the table of faults, without scrolling', async () => {
    await open('', { width: 1400 });
    expect(await page.locator('h1').textContent()).toBe('Which design to take');
    expect(await page.locator('.answer').first().textContent()).toContain('Take oscar@v5');
    expect(await page.locator('.off').textContent()).toContain('Feature off:');
    expect(await page.locator('.faults thead .design').count()).toBe(5);
    const box = await page.locator('.faults tbody tr').first().boundingBox();
    expect(box!.y + box!.height).toBeLessThan(800);
  });

  test('a cell of the table says whether the design has the fault, without its colour', async () => {
    await open();
    const report = someReport();
    const filled = (report.faults ?? []).reduce((sum, { designs }) => sum + designs.length, 0);
    expect(filled).toBeGreaterThan(0);
    expect(await page.locator('.faults [aria-label="has it"]').allTextContents()).toEqual(new Array(filled).fill('●'));
  });

  test('a fault opens to its shortest scenario, at the step where it first shows', async () => {
    const [fault] = someReport().faults ?? [];
    await open();
    await page.click('.faults tbody a >> nth=0');
    await page.waitForSelector('.scenario');
    expect(hash()).toBe(`#fault=${fault!.id}`);
    expect(await page.locator('.scenario code').first().textContent()).toBe(fault!.scenario.steps[0]);
    expect(await page.locator('.wrong-step').textContent()).toContain(fault!.firstWrong.message);
  });

  test('the memory of a faulty design stands beside the reference, the wrong pages framed', async () => {
    const fault = (someReport().faults ?? []).find(({ id }) => id === 'michal/is_vmemmap_page/first-page-behind');
    await open(`#fault=${fault!.id}`);
    const captions = await page.locator('figcaption').allTextContents();
    expect(captions[0]).toContain('michal@pfn-block goes wrong');
    expect(captions[1]).toBe('unpatched');
    expect(await page.locator('figure.chosen .wrong-pages').count()).toBeGreaterThan(0);
    expect(await page.locator('.wrong-pages').count()).toBe(await page.locator('figure.chosen .wrong-pages').count());
  });

  test('a link to a fault that is not there says so', async () => {
    await open('#fault=no/such');
    expect(await page.locator('h1').textContent()).toBe('No such fault');
  });

  test('cost begins with predicted instructions, and a design has one colour in bars and curves', async () => {
    await open('#view=cost');
    expect(await page.locator('.answer').first().textContent()).toContain("Cost of a block's whole life");
    const bar = await page.locator('.bars rect >> nth=1').evaluate((element) => getComputedStyle(element).fill);
    const curve = await page.locator('.curve-line >> nth=1').evaluate((element) => getComputedStyle(element).stroke);
    expect(curve).toBe(bar);
  });

  test('filters narrow the matrix, stand in the address, and are undone', async () => {
    await open('#view=fixtures');
    const differing = await rows();
    await page.selectOption('select[name=differ]', 'all');
    const all = await rows();
    expect(all).toBeGreaterThan(differing);
    await page.selectOption('select[name=topic]', 'zone-span');
    const topic = await rows();
    expect(topic).toBeGreaterThan(0);
    expect(topic).toBeLessThan(all);
    expect(hash()).toBe('#view=fixtures&differ=all&topic=zone-span');
    await page.fill('input[name=text]', 'shrink');
    expect(await rows()).toBeLessThan(topic);
    await page.click('button[name=reset]');
    expect(await rows()).toBe(differing);
    expect(hash()).toBe('#view=fixtures');
  });

  test('a filter by design and consequence leaves rows in which it goes wrong that way', async () => {
    await open('#view=fixtures&differ=all&wrong=michal@pfn-block&consequence=crash');
    const column = page.locator('.matrix tbody tr td:nth-child(4)');
    for (const text of await column.allTextContents()) expect(text).toContain('✖');
  });

  test('the slider moves through the steps with the arrow keys, and the maps follow', async () => {
    await open('#fixture=veto/going-offline');
    await page.focus('#step');
    const before = await page.locator('.maps').innerHTML();
    await page.keyboard.press('ArrowRight');
    expect(hash()).toBe('#fixture=veto/going-offline&step=2');
    expect(await page.locator('.steps .current th').textContent()).toContain('2 online_movable d0');
    expect(await page.locator('.maps').innerHTML()).not.toBe(before);
    await page.keyboard.press('End');
    expect(await page.locator('#step').getAttribute('aria-valuetext')).toMatch(/^step 7 of 7/);
  });

  test('a deep link opens the step of the fixture, and the asked-for design is marked', async () => {
    await open('#fixture=veto/going-offline&step=2&design=michal@pfn-block');
    expect(await page.locator('h1').textContent()).toBe('veto/going-offline');
    expect(await page.locator('.slider label').textContent()).toContain('Step 2 of 7');
    expect(await page.locator('figure.chosen figcaption').textContent()).toContain('michal@pfn-block');
    expect(await page.locator('details[open] summary').first().textContent()).toContain('michal@pfn-block');
  });

  test('every design that is there after a step is in one map, with its pages in words', async () => {
    await open('#fixture=veto/going-offline&step=2');
    const captions = (await page.locator('figcaption').allTextContents()).join(' ');
    for (const design of ['unpatched', 'oscar@v5', 'david@v10']) expect(captions).toContain(design);
    expect(await page.locator('svg.map').first().getAttribute('aria-label')).toMatch(/free 1572864 to 1605632/);
  });

  test('the state diff shows what differs, between designs and with the step before', async () => {
    await open('#fixture=veto/going-offline&step=2');
    expect(await page.locator('.diff tbody th').allTextContents()).toContain('zone.managed 0:Movable');
    await page.check('input[name=diff] >> nth=1');
    expect((await page.locator('.diff tbody th').allTextContents()).join()).toContain('block.state 48');
  });

  test('the theme follows the system until it is chosen, and the choice is in the address', async () => {
    await open('', { scheme: 'dark' });
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.click('#theme');
    expect(hash()).toBe('#theme=dark');
    expect(await paper()).toBe(dark);
    await page.click('#theme');
    expect(await paper()).not.toBe(dark);
    await page.reload();
    await page.waitForSelector('h1');
    expect(await page.locator('#theme').textContent()).toBe('Colours: light');
    expect(await paper()).not.toBe(dark);
  });

  test('the keyboard skips to the content, moves in the matrix and opens a fixture', async () => {
    await open('#view=fixtures&differ=all');
    await page.keyboard.press('Tab');
    expect(await active()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.focus('.matrix a[tabindex="0"]');
    const first = await active();
    await page.keyboard.press('ArrowDown');
    const second = await active();
    expect(second).not.toBe(first);
    await page.keyboard.press('ArrowRight');
    expect(await active()).toMatch(/^[✔✖]/);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.slider');
    expect(await page.locator('h1').textContent()).toBe(second.replace(/\u200b/g, ''));
  });

  test('one press of the tab key leaves the matrix', async () => {
    await open('#view=fixtures&differ=all');
    expect(await page.locator('.matrix a[tabindex="0"]').count()).toBe(1);
  });

  test('a link to a fixture that is not there says so', async () => {
    await open('#fixture=no/such');
    expect(await page.locator('h1').textContent()).toBe('No such fixture');
  });

  test('a claim leads to the step that shows it', async () => {
    await open('#view=claims');
    await page.click('summary >> nth=0');
    await page.click('details a >> nth=0');
    await page.waitForSelector('.slider');
    expect(hash()).toContain('fixture=veto/going-offline&step=2&design=oscar@v5');
  });

  const fragments = [
    '',
    '#view=fixtures',
    '#fault=michal/is_vmemmap_page/first-page-behind',
    '#view=findings',
    '#view=claims',
    '#view=cost',
    '#view=designs',
    '#fixture=zone-span/shrink-past-hole&step=4',
  ];
  const looks = [
    { width: 1280, scheme: 'light' },
    { width: 1280, scheme: 'dark' },
    { width: 400, scheme: 'light' },
    { width: 400, scheme: 'dark' },
  ] as const;

  test.each(fragments)('axe finds nothing serious in %j, dark and light, wide and narrow', async (fragment) => {
    await open(fragment, looks[0]);
    await page.evaluate(axe);
    for (const look of looks) {
      await page.setViewportSize({ width: look.width, height: 800 });
      await page.emulateMedia({ colorScheme: look.scheme });
      const found = await page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: axe comes as a script without types
        const { violations } = await (globalThis as any).axe.run();
        return violations
          .filter(({ impact }: { impact: string }) => ['serious', 'critical'].includes(impact))
          .map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
      });
      expect(found, JSON.stringify(look)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `wider than the window at ${look.width}`).toBeLessThanOrEqual(0);
    }
  });
});
