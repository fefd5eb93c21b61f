/**
 * Oscar Salvador's proof of concept for the helpers, repaired just enough to run. Its counters, its second choice of a
 * zone, its empty error path and its offlining of the whole block are as posted.
 */
import { defineDesign } from '../../harness/design.ts';
import pocPosted from './poc_posted.ts';
import { chunksThatFit, relaxedAlignment } from './poc_repairs.ts';

export default defineDesign({
  id: 'david',
  revision: 'poc',
  title: 'first sketch of the helpers',
  provenance: 'repaired',
  source: { messageId: 'YF0JerCFXzcmMKzp@localhost.localdomain' },
  repairs: [relaxedAlignment.title, chunksThatFit.title, 'names that do not compile'],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'david',
  order: 2,
  over: [pocPosted, relaxedAlignment, chunksThatFit],
  patch: () => ({}),
});
