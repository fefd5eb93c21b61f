import { z } from 'zod';
import { consequenceClasses, exposures, needs, verdicts } from '../types/result.ts';

const scalar = z.union([z.number(), z.string()]);
const counters = z.record(z.string(), z.number());
const outcome = z.union([z.number().int(), z.enum(['oops', 'stuck'])]);

const violation = z.strictObject({
  invariant: z.string(),
  class: z.enum(consequenceClasses),
  step: z.int().min(0).describe('0-based'),
  message: z.string(),
  where: z.string(),
  claims: z.array(z.string()),
  exposure: z.enum(exposures).describe('plain: it happens to users, on a kernel as distributions build it'),
  needs: z
    .array(z.enum(needs))
    .describe(
      'debug options, `failure` for one that was injected, `direct call` for one that no code in the tree makes',
    ),
});

const zone = z.strictObject({
  node: z.int(),
  zone: z.string(),
  start: scalar,
  spanned: scalar,
  present: scalar,
  managed: scalar,
  contiguous: scalar,
  isolated: scalar,
});

const observedStep = z.strictObject({
  ret: outcome.describe('0 or a negative errno'),
  zones: z.array(zone),
  nodes: z.array(z.object({ node: z.int() }).catchall(scalar)),
  blocks: z.array(z.strictObject({ id: z.string(), state: scalar, zones: scalar })),
  pages: z.array(z.tuple([z.int(), z.int(), scalar, scalar])).describe('first pfn, pages, state, zone linked to'),
  notifier: z.array(z.tuple([z.string(), z.int(), z.int(), scalar])).describe('event, first pfn, pages, result'),
  locks: counters.describe('acquisitions per lock'),
});

const notSeen = z.strictObject({
  invariant: z.string(),
  needs: z.array(z.string()).describe('what it asks for and nobody saw'),
  part: z
    .literal(true)
    .optional()
    .describe('it was judged by the rest of what it looks at, or after some of the steps'),
});

const result = z.strictObject({
  fixture: z.string(),
  design: z.string(),
  verdict: z.enum(verdicts),
  violations: z.array(violation),
  cost: counters,
  evidence: z.strictObject({ checked: z.array(z.string()), unchecked: z.array(z.string()) }),
  replay: z.string().describe('the command that shows this result again'),
  failure: z.strictObject({ message: z.string(), chain: z.array(z.string()) }).optional(),
  notObservable: z
    .array(notSeen)
    .optional()
    .describe('of a real kernel: invariants whose silence says nothing, or not all'),
  console: z.array(z.string()).optional().describe('of a kernel that died: the last that its console showed'),
  observations: z.array(observedStep).optional().describe('one per step that ran, only with --observations'),
});

const divergence = z.strictObject({
  step: z.int().min(0),
  title: z.string(),
  field: z.string(),
  key: z.string(),
  values: z.array(z.strictObject({ designs: z.array(z.string()), value: scalar.nullable() })),
  ofFeature: z
    .literal(true)
    .optional()
    .describe('between a design and the kernel as released: nothing differs but what follows from the feature itself'),
});

const exception = z.strictObject({
  fixture: z.string(),
  design: z.string(),
  step: z.int().min(0),
  what: z.string(),
  reference: scalar.nullable(),
  value: scalar.nullable(),
  replaced: z.array(z.string()),
});

const claim = z.object({
  id: z.string(),
  verdict: z.string(),
  byDesign: z.record(z.string(), z.string()),
  fixtures: z.array(z.string()),
});

export const faultDocument = z.object({
  id: z.string(),
  title: z.string(),
  short: z.string().optional().describe('the title in the width of a table'),
  class: z.enum(consequenceClasses),
  exposure: z.enum(exposures),
  needs: z.array(z.enum(needs)),
  designs: z.array(z.string()),
  of: z.string().describe('whose patch the hunk is of; the release for code of the base'),
  hunk: z.strictObject({ file: z.string(), function: z.string() }),
  function: z.string().describe('of the model; the hunk stands in the kernel function that it is cut out of'),
  exchange: z
    .strictObject({
      kind: z.enum(['below', 'revision', 'mend', 'lock', 'absent']),
      name: z.string(),
      functions: z.array(z.string()),
    })
    .optional()
    .describe('what makes it go away'),
  scenario: z.strictObject({
    fixture: z.string(),
    machine: z.string(),
    config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    steps: z.array(z.string()),
    document: z.array(z.string()).describe('the same as a fixture file, its lines'),
  }),
  firstWrong: z.strictObject({
    step: z.int().min(0),
    title: z.string(),
    invariant: z.string(),
    message: z.string(),
    where: z.string(),
    by: z.array(z.string()).describe('functions from the entry point to the one that wrote, or stopped'),
  }),
  seenIn: z.array(z.string()),
  seen: z.array(
    z.strictObject({
      fixture: z.string(),
      design: z.string(),
      step: z.int().min(0),
      invariants: z.array(z.string()),
    }),
  ),
  invariants: z.record(z.string(), z.int()).describe('by how many fixtures each is broken in'),
  evidence: z.strictObject({
    checked: z.array(z.string()),
    unchecked: z.array(z.string()),
    recordings: z.array(z.string()),
  }),
  claims: z.array(z.string()),
  saidBy: z.array(z.strictObject({ claim: z.string(), by: z.array(z.string()) })).optional(),
  mendedBy: z
    .array(z.strictObject({ by: z.string(), functions: z.array(z.string()), commit: z.string().optional() }))
    .optional(),
});

const provenance = z.enum(['posted', 'repaired', 'reconstructed', 'release', 'observed']);
const places = z.array(z.array(z.string())).describe('best first; designs that tie stand together');

const design = z.strictObject({
  id: z.string(),
  title: z.string(),
  provenance,
  source: z.strictObject({ messageId: z.string(), series: z.string(), commit: z.string() }).partial(),
  family: z.string().optional(),
  touches: z.array(z.strictObject({ file: z.string(), functions: z.array(z.string()) })),
});

const standing = z.strictObject({
  design: z.string(),
  byClass: z.record(z.enum(consequenceClasses), z.int()),
  only: z
    .array(z.strictObject({ class: z.enum(consequenceClasses), needs: z.array(z.enum(needs)), fixtures: z.int() }))
    .describe('of those of a class, what it takes to see them where it takes something'),
  good: z.int(),
  inconclusive: z.int(),
  total: z.int(),
  because: z
    .strictObject({
      class: z.enum(consequenceClasses),
      fixture: z.string(),
      invariant: z.string(),
      needs: z.array(z.enum(needs)),
    })
    .optional(),
});

const bestReading = z.strictObject({ best: standing, asGood: z.array(z.string()), provenance });

const cost = z.strictObject({
  operation: z.string(),
  design: z.string(),
  instructions: z.int(),
  parts: z.array(z.tuple([z.string(), z.int(), z.int()])).describe('counter, how much was counted, instructions'),
  longestHold: z.int().describe('counted units in the longest hold of mem_hotplug_lock'),
  withoutLock: z.int().describe('counted units that belong under mem_hotplug_lock and were done without it'),
  grows: z.array(
    z.strictObject({
      variable: z.string(),
      unit: z.string(),
      points: z.array(z.tuple([z.number(), z.int()])).describe('value, instructions'),
      perUnit: z.number(),
      by: z.string().optional(),
    }),
  ),
});

const proof = z.strictObject({
  a: z.string(),
  b: z.string(),
  relation: z.enum(['designs', 'revision']),
  alphabet: z.string(),
  blocks: z.int(),
  machines: z.array(z.string()),
  parts: z.array(
    z.strictObject({
      seen: z.string().describe('at rest, returned, notifiers'),
      verdict: z.enum(['equal', 'unfinished', 'apart']),
      within: z.int().optional().describe('of what is unfinished: not told apart by any sequence of so many steps'),
      steps: z.int().optional().describe('the least on any machine'),
      sequence: z.array(z.string()).optional(),
      machine: z.string().optional(),
      on: z.int().optional().describe('on how many machines they part'),
    }),
  ),
});

/** The document that `compare --format json` prints. */
export const compareDocument = z.strictObject({
  schemaVersion: z.int(),
  tool: z.string(),
  base: z.string(),
  reference: z.string().describe('the design that costs and the feature-off line are relative to'),
  corpus: z.strictObject({ hash: z.string(), fixtures: z.int() }),
  problems: z.array(z.string()).describe('fixtures that could not be read, file:line:col: message'),
  designs: z.array(z.string()),
  designDetails: z.array(design),
  kernels: z
    .array(
      z.strictObject({
        id: z.string(),
        release: z.string(),
        as: z.string().describe('the stack that models it'),
        compared: z.int().describe('values that the kernel and its model both show'),
        different: z.int(),
        differences: z.array(
          z.strictObject({
            fixture: z.string(),
            step: z.int().describe('0-based, -1 for the boot'),
            title: z.string(),
            field: z.string(),
            key: z.string(),
            kernel: scalar.nullable(),
            model: scalar.nullable(),
          }),
        ),
        sameVerdicts: z.int(),
        otherVerdicts: z.array(
          z.strictObject({
            fixture: z.string(),
            kernel: z.enum(verdicts),
            model: z.enum(verdicts),
            invariants: z.array(z.string()).describe('those that one of them breaks'),
          }),
        ),
        notRun: z.array(z.strictObject({ fixture: z.string(), why: z.string() })),
        notObservable: z.array(notSeen.extend({ fixtures: z.int() })),
        failed: z.string().optional(),
      }),
    )
    .describe('columns that are real kernels, with the model held against each'),
  results: z.array(result),
  classes: z.array(
    z.strictObject({
      fixture: z.string(),
      groups: z
        .array(z.array(z.string()))
        .describe('designs that cannot be told apart; the reference is in none, but beside a single design'),
      firstDivergence: divergence
        .nullable()
        .describe('the first step after which these groups differ, and the most important value in which they do'),
    }),
  ),
  claims: z.array(claim),
  costs: z.array(cost).describe('what operations of a block cost, as instructions predicted of a real kernel'),
  faults: z.array(faultDocument).describe('what is behind what goes wrong, the worst first'),
  proofs: z.array(proof).describe('designs held against each other over every sequence to a bound'),
  featureOff: z.strictObject({ compared: z.int(), different: z.int(), exceptions: z.array(exception) }),
  ranking: z
    .array(
      standing.extend({
        faults: z
          .strictObject({ text: z.string(), own: z.array(z.string()), inherited: z.array(z.string()) })
          .optional()
          .describe('ids of the faults that place it; absent where nobody looked for faults'),
      }),
    )
    .describe('those that compete, the best first; the reference is not among them'),
  summary: z.strictObject({
    results: z.int(),
    verdicts: z.partialRecord(z.enum(verdicts), z.int()),
    differing: z.int(),
    evidence: z.strictObject({
      functions: z.int(),
      checked: z.int(),
      byDesign: z
        .record(z.string(), z.strictObject({ confirmed: z.int(), verdicts: z.int() }))
        .describe('verdicts that rest on confirmed functions alone'),
      text: z.string(),
    }),
    recommendation: z.strictObject({
      take: z.array(z.string()),
      answer: z.array(z.string()),
      points: z.array(z.string()),
      text: z.string(),
    }),
    sensitivity: z.strictObject({
      of: z.enum(['faults', 'invariants']),
      broken: z.int().describe('faults that the designs have, or invariants that they break'),
      order: places,
      decisive: z
        .array(
          z.strictObject({
            fault: z.string().optional(),
            invariant: z.string().optional(),
            order: places,
            changesFirst: z.boolean(),
          }),
        )
        .describe('what changes the order when it is left out'),
    }),
    families: z.array(
      z.strictObject({
        family: z.string(),
        designs: z.array(z.string()),
        best: standing,
        asGood: z.array(z.string()),
        provenance,
        shown: z.boolean().describe('whether the best reading is a column'),
        mended: bestReading
          .extend({ mends: z.array(z.string()) })
          .optional()
          .describe('the best when every reading has the mends of the code that all designs share'),
        repaired: bestReading.optional().describe('the best with its own mistakes repaired too, where that is better'),
      }),
    ),
  }),
});

/** JSON Schema (2020-12) of the document, as text. */
export function compareJsonSchema(): string {
  return JSON.stringify(z.toJSONSchema(compareDocument), null, 2);
}
