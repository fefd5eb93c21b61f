/** The one spelling of the command: it works in a clone, and where the package is installed. */
export const commandName = 'npx mhp-compare';

/** `npx mhp-compare explain zone-span/shrink`. */
export const command = (words: string): string => `${commandName} ${words}`;
