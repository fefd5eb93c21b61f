/** Words for a command that somebody is to type, or that is handed to a shell. */

/** In single quotes, whatever is in it. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** As it is where a shell takes it so. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : shellQuoted(text));
