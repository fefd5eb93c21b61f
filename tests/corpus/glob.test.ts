import { expect, test } from 'vitest';
import { matcher } from '../../harness/corpus/glob.ts';

const ids = ['veto/going-online', 'veto/going-offline', 'zone-span/shrink', 'a.b/c'];

test.each([
  [[], ids],
  [['veto'], ['veto/going-online', 'veto/going-offline']],
  [['veto/*'], ['veto/going-online', 'veto/going-offline']],
  [['going-o?????e'], ['veto/going-offline']],
  [['shrink'], ['zone-span/shrink']],
  [['**/s*'], ['zone-span/shrink']],
  [['*/{shrink,c}'], ['zone-span/shrink', 'a.b/c']],
  [['a?b/c'], ['a.b/c']],
  [['axb/c'], []],
  [['fixtures/scenarios/zone-span/shrink.yaml'], ['zone-span/shrink']],
  [
    ['shrink', 'a.b'],
    ['zone-span/shrink', 'a.b/c'],
  ],
])('%j means %j', (globs, expected) => expect(ids.filter(matcher(globs))).toEqual(expected));
