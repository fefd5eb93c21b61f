import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, formatAddress, noFilters, parseAddress, views } from '../../viewer/address.ts';

const word = fc.string({ maxLength: 12 });

const addresses: fc.Arbitrary<Address> = fc.record({
  view: fc.constantFrom(...views),
  fixture: word,
  step: fc.nat(40),
  design: word,
  fault: word,
  filters: fc.record({
    differ: fc.constantFrom('verdict' as const, 'observed' as const, 'all' as const),
    topic: word,
    wrong: word,
    consequence: word,
    claim: word,
    evidence: fc.constantFrom('' as const, 'confirmed' as const, 'unconfirmed' as const),
    text: word,
  }),
  theme: fc.constantFrom('' as const, 'dark' as const, 'light' as const),
});

test('an address read back is the same, as far as its view shows it', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      const { view } = address;
      const unopened =
        view === 'fixture'
          ? { fault: '' }
          : { fixture: '', step: 0, ...(view === 'fault' ? {} : { fault: '', design: '' }) };
      const shown = { ...address, ...unopened };
      expect(parseAddress(formatAddress(address))).toEqual(shown);
    }),
    { seed: 1 },
  );
});

test('an address that makes no sense is the summary', () => {
  expect(parseAddress('#view=nonsense&step=-3&differ=x&theme=pink')).toEqual({
    view: 'summary',
    fixture: '',
    step: 0,
    design: '',
    fault: '',
    filters: noFilters,
    theme: '',
  });
});
