import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { renderJunit } from '../../harness/render/junit.ts';
import type { Report } from '../../harness/types/report.ts';
import { sampleFault } from '../sample_fault.ts';
import { differingModel, sampleReport } from '../sample_report.ts';
import { hostileReport } from './hostile.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** The document as a conforming XML parser sees it; throws where it is not well-formed. */
function parse(xml: string): Element {
  const parser = new SaxesParser();
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  for (const event of ['text', 'cdata'] as const)
    parser.on(event, (text) => {
      open.at(-1)!.text += text;
    });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

const suites = parse(renderJunit(analyse(await sampleReport(differingModel))));

test('there is a suite per design and a case per fixture', () => {
  expect(suites.children.map(({ attributes }) => attributes['name'])).toEqual(['unpatched', 'oscar@v5', 'david@v10']);
  for (const suite of suites.children)
    expect(suite.children.filter(({ name }) => name === 'testcase')).toHaveLength(Number(suite.attributes['tests']));
});

test('the counts are those of the failures', () => {
  const count = (element: Element): number =>
    element.children.reduce((sum, child) => sum + (child.name === 'failure' ? 1 : 0) + count(child), 0);
  expect(Number(suites.attributes['failures'])).toBe(2);
  expect(count(suites)).toBe(2);
});

test('a failure says consequence, step and how to see it again', () => {
  const [failure] = suites.children[1]!.children.find(({ attributes }) =>
    attributes['name']?.startsWith('span/two'),
  )!.children;
  expect(failure!.attributes['type']).toBe('violates: wrong number');
  expect(failure!.text).toContain('step 2 online_movable d0: present 40000 exceeds spanned 32768');
  expect(failure!.text).toContain('$ npx mhp-compare compare --fixture span/two --design oscar@v5');
});

test('a hostile report is well-formed, and nothing in it has become an element', async () => {
  const hostile = parse(renderJunit(analyse(await hostileReport())));
  const names = new Set<string>();
  const walk = (element: Element): void => {
    names.add(element.name);
    for (const child of element.children) walk(child);
  };
  walk(hostile);
  expect([...names].sort()).toEqual([
    'error',
    'failure',
    'properties',
    'property',
    'testcase',
    'testsuite',
    'testsuites',
  ]);
  expect(hostile.attributes).toMatchObject({ tests: '4', failures: '1', errors: '1' });
});

const known = sampleFault('oscar/f/known');
const bad = await sampleReport(differingModel);
const suiteOf = (older: Report, now: Report): Element =>
  parse(renderJunit(analyse(now, older))).children.find(({ attributes }) => attributes['name'] === 'oscar@v5')!;
const stateOf = (suite: Element, name: string): string[] => {
  const [one] = suite.children.filter(({ attributes }) => attributes['name']?.startsWith(name));
  return one!.children.map((child) => child.name);
};

test('with nothing changed from the baseline nothing is red, and what is known is skipped by name', () => {
  const suite = suiteOf({ ...bad, faults: [known] }, { ...bad, faults: [known] });
  expect(suite.attributes).toMatchObject({ failures: '0', errors: '0' });
  expect(stateOf(suite, 'oscar/f/known')).toEqual(['skipped', 'system-out']);
  const two = suite.children.find(({ attributes }) => attributes['name']?.startsWith('span/two'));
  expect(two!.children.map(({ name, text }) => [name, text])).toEqual([
    ['skipped', ''],
    ['system-out', 'known: oscar/f/known'],
  ]);
});

test('a new fault is red, with the fixture that shows it', () => {
  const suite = suiteOf({ ...bad, faults: [] }, { ...bad, faults: [known] });
  expect(stateOf(suite, 'oscar/f/known')).toEqual(['failure']);
  expect(stateOf(suite, 'span/two')).toEqual(['failure']);
  expect(stateOf(suite, 'span/one')).toEqual(['skipped', 'system-out']);
});

test('a mended fault is a case that passes', () => {
  expect(stateOf(suiteOf({ ...bad, faults: [known] }, { ...bad, faults: [] }), 'oscar/f/known')).toEqual([]);
});
