/** JavaScript as tokens, without what compilers print differently: space, comments, semicolons, quotes. */

const token =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(`(?:\\[\s\S]|[^`\\])*`)|('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|([A-Za-z_$][\w$]*)|(\d[\w.]*)|(=>|\.\.\.|\?\.|\?\?=|\*\*=|>>>=|<<=|>>=|&&=|\|\|=|===|!==|\*\*|>>>|<<|>>|&&|\|\||\?\?|[-+*/%&|^=!<>]=|\+\+|--|[^\s\w$])/gy;

/** What vite makes of an imported name, undone. */
const imported = /\(0,\s*__vi\w*_import_\d+__\.([\w$]+)\)|__vi\w*_import_\d+__\.([\w$]+)/g;

export function tokensOf(source: string): string[] {
  const text = source.replace(imported, '$1$2');
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) break;
    const [, template, string, name, number, sign] = match;
    if (template !== undefined) tokens.push(template.replace(/\s+/g, ''));
    else if (string !== undefined) tokens.push(JSON.stringify(string.slice(1, -1).replace(/\\(['"])/g, '$1')));
    else if (sign === ';') continue;
    else if (name ?? number ?? sign) tokens.push((name ?? number ?? sign)!);
  }
  return tokens;
}
