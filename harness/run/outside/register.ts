/** Takes a design from a file into this thread, where stacks can then name it as those of strategies/. */
import { registerDesign } from '../designs.ts';
import { isProblem, loadModule } from './load_module.ts';
import type { WorkerData } from './protocol.ts';
import { completed } from './spec_complaints.ts';

/** For a module that has been looked through by openDesign already. Errors: Error where it is no design any more. */
export async function registerOutside(data: WorkerData): Promise<void> {
  const loaded = await loadModule(data);
  if (isProblem(loaded)) throw new Error(`${loaded.file}:${loaded.line}:${loaded.column}: ${loaded.message}`);
  registerDesign(completed(loaded));
}
