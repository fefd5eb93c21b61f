import { describe, expect, test } from 'vitest';
import { changedFiles } from '../../harness/review/diff.ts';
import { type Touched, touchedBy } from '../../harness/review/touched.ts';

/** What is touched by a hunk of these lines behind this section. */
function touched(section: string, lines: string[]): { touched: Touched[]; unnamed: string[] } {
  const [olds, news] = ['+', '-'].map((other) => lines.filter((line) => line[0] !== other).length);
  const diff = ['--- a/mm/x.c', '+++ b/mm/x.c', `@@ -9,${olds} +9,${news} @@ ${section}`, ...lines].join('\n');
  return touchedBy(changedFiles(diff)[0]!.hunks[0]!);
}

const names = (section: string, lines: string[]): string[] => touched(section, lines).touched.map(({ name }) => name);

const line = ['-\told();', '+\tnew();'];

describe('the header of a hunk', () => {
  test.each([
    ['static void shrink(struct zone *zone, unsigned long start_pfn,', 'shrink'],
    ['int __ref online_pages(unsigned long pfn, unsigned long nr_pages, stru', 'online_pages'],
    ['add_memory_resource(int nid, struct resource *res)', 'add_memory_resource'],
    ['static __always_inline bool __must_check is_it(struct page *page)', 'is_it'],
    ['__printf(1, 2) static void tell(const char *text, ...)', 'tell'],
    ['SYSCALL_DEFINE3(move, int, one, int, two, int, three)', 'move'],
    ['struct memory_block *find_memory_block(unsigned long nr) /* for all */', 'find_memory_block'],
    ['struct memory_block {', 'struct memory_block'],
  ])('%s', (section, name) => {
    expect(names(section, line)).toEqual([name]);
  });

  test.each(['out_unlock:', '', 'EXPORT_SYMBOL_GPL(one)', '#define ONE 1'])('does not tell: "%s"', (section) => {
    expect(touched(section, line)).toEqual({ touched: [], unnamed: ['\told();', '\tnew();'] });
  });

  test('of a table is of no function', () => {
    expect(touched('static struct attribute *attrs[] = {', ['+\t&one.attr,', ' \tNULL'])).toEqual({
      touched: [],
      unnamed: [],
    });
  });
});

describe('the lines of a hunk', () => {
  test('end one function and begin another', () => {
    const lines = ['-\ta();', ' }', ' ', ' static int two(void)', ' {', '+\tb();', ' }'];
    expect(names('int one(void)', lines)).toEqual(['one', 'two']);
  });

  test('name a function that is renamed by both names', () => {
    expect(names('int one(void)', [' }', '-int old(int a)', '+int new(int a)', ' {', ' \tb();'])).toEqual([
      'old',
      'new',
    ]);
  });

  test('name the function whose parameters are changed on a line of their own', () => {
    expect(names('', [' static int', ' two(int a,', '-    int b)', '+    int c)', ' {'])).toEqual(['two']);
  });

  test('take what stands between two functions for no part of either', () => {
    const lines = [
      ' }',
      '+',
      '+/*',
      '+ * two() is better',
      '+ */',
      '+static bool flag;',
      '+static DEFINE_MUTEX(m);',
      ' ',
      ' int two(void)',
    ];
    expect(names('int one(void)', lines)).toEqual([]);
  });

  test('a label is no end, and a directive neither', () => {
    expect(names('int one(void)', [' #ifdef CONFIG_NUMA', ' \ta();', ' #endif', ' out:', '+\tb();'])).toEqual(['one']);
  });

  test('a macro goes as far as its backslashes', () => {
    const lines = [
      '-#define m(x) f(x)',
      '+#define m(x)\t\\',
      '+\tdo {\t\\',
      '+\t\tf(x);\t\\',
      '+\t} while (0)',
      '+int a;',
    ];
    expect(names('', lines)).toEqual(['m']);
  });

  test('a declaration that changes touches what it declares', () => {
    expect(names('struct zone;', ['-int one(int a);', '+int one(int a, int b);'])).toEqual(['one']);
  });

  test('a function of one line ends on it', () => {
    expect(names('', ['+static inline int none(void) { return 0; }', '+int other;'])).toEqual(['none']);
  });
});

test('changes of comments and of blank lines alone are told from others', () => {
  const only = touched('int one(void)', ['-\t/* old */', '+\t/* new', '+\t * and longer */', '+']);
  expect(only.touched).toEqual([{ kind: 'function', name: 'one', by: 'header', commentsOnly: true }]);
  expect(touched('int one(void)', ['-\t/* old */', '+\tnew();']).touched[0]).toMatchObject({ commentsOnly: false });
});
