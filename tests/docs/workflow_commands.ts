/** Lines of shell anywhere in a workflow, in their order. */
export function commandsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(commandsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === 'run' || key === 'script') return (Array.isArray(each) ? each : [each]).map(String);
    return commandsOf(each);
  });
}
