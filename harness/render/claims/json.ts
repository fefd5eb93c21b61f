import { loreLink } from '../../claims/load.ts';
import { byInterest, countByVerdict } from '../../claims/order.ts';
import type { DecidedClaim } from '../../types/claim.ts';

/**
 * What scripts rely on: `{ claims: [{ id, verdict, byDesign, fixtures, reason? }] }`, and more beside it. What was refuted or
 * concluded otherwise comes first.
 */
export function claimsJson(decided: readonly DecidedClaim[], base: string): string {
  const inOrder = byInterest(decided).flatMap((each) => each.claims);
  const claims = inOrder.map(({ claim, verdict, facts, designs, fixtures, thread, reason }) => ({
    id: claim.id,
    verdict,
    byDesign: Object.fromEntries(designs.map(({ design, verdict: one }) => [design, one])),
    fixtures: fixtures.map(({ fixture }) => fixture),
    ...(reason === undefined ? {} : { reason }),
    kind: claim.kind,
    facts,
    claim: claim.claim,
    said: claim.said.map(({ by, messageId, known }) => ({ by, messageId, known, link: loreLink(messageId) })),
    thread: { ...claim.thread, was: thread },
    wouldRefute: claim.wouldRefute,
    ...(claim.note === undefined ? {} : { note: claim.note }),
    steps: Object.fromEntries(fixtures.map(({ fixture, steps }) => [fixture, steps])),
    evidence: designs.map(({ design, claimed, looks, missing, replay }) => ({
      design,
      claimed,
      looks,
      missing,
      ...(replay ? { replay } : {}),
    })),
  }));
  return JSON.stringify({ base, counts: countByVerdict(decided), claims }, null, 2);
}

const strings = { type: 'array', items: { type: 'string' } } as const;
const text = { type: 'string' } as const;

export const claimsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mhp-compare claims',
  type: 'object',
  required: ['base', 'counts', 'claims'],
  properties: {
    base: text,
    counts: { type: 'object', additionalProperties: { type: 'integer' }, description: 'claims by verdict' },
    claims: {
      type: 'array',
      items: {
        type: 'object',
        required: [
          'id',
          'verdict',
          'byDesign',
          'fixtures',
          'kind',
          'facts',
          'claim',
          'said',
          'thread',
          'wouldRefute',
          'evidence',
        ],
        properties: {
          id: { type: 'string', pattern: '^L[0-9]{2}$' },
          verdict: {
            type: 'string',
            pattern: '^(confirmed|refuted|confirmed for .+|judgement|not reached|undecidable)$',
          },
          byDesign: { type: 'object', additionalProperties: { enum: ['confirmed', 'refuted', 'not reached'] } },
          fixtures: strings,
          reason: text,
          kind: { enum: ['fact', 'judgement', 'static', 'undecidable'] },
          facts: text,
          claim: text,
          note: text,
          wouldRefute: { ...text, description: 'what would have to be seen for the claim to fall' },
          said: {
            type: 'array',
            items: {
              type: 'object',
              required: ['by', 'messageId', 'known', 'link'],
              properties: { by: text, messageId: text, known: { enum: ['read', 'quoted'] }, link: text },
            },
          },
          thread: {
            type: 'object',
            required: ['says', 'how', 'was'],
            properties: { says: { enum: ['holds', 'fails', 'open'] }, how: text, was: text },
          },
          steps: { type: 'object', additionalProperties: { type: 'array', items: { type: 'integer' } } },
          evidence: {
            type: 'array',
            items: {
              type: 'object',
              required: ['design', 'claimed', 'looks', 'missing'],
              properties: {
                design: text,
                claimed: { type: 'boolean' },
                missing: strings,
                replay: text,
                looks: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['fixture', 'step', 'what', 'value', 'wanted', 'holds'],
                    properties: {
                      fixture: text,
                      step: { type: 'integer' },
                      what: text,
                      value: text,
                      wanted: text,
                      holds: { type: 'boolean' },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;
