/**
 * Which open elements a start tag ends, as htmlparser2 has it and therefore linkedom: only the innermost ones.
 * tests/source-tree.test.ts holds the two together.
 */

const FORM = new Set(['input', 'option', 'optgroup', 'select', 'button', 'datalist', 'textarea'])
const P = new Set(['p'])
const SECTION = new Set(['thead', 'tbody'])
const TERM = new Set(['dd', 'dt'])
const RUBY = new Set(['rt', 'rp'])

const IMPLIED: readonly (readonly [names: string, ended: ReadonlySet<string>])[] = [
  ['tr', new Set(['tr', 'th', 'td'])],
  ['th', new Set(['th'])],
  ['td', new Set(['thead', 'th', 'td'])],
  ['body', new Set(['head', 'link', 'script'])],
  ['li', new Set(['li'])],
  ['option', new Set(['option'])],
  ['optgroup', new Set(['optgroup', 'option'])],
  ['dd dt', TERM],
  ['rt rp', RUBY],
  ['tbody tfoot', SECTION],
  ['select input output button datalist textarea', FORM],
  ['p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr', P],
  ['main nav ol pre section table ul', P],
]

const ends = new Map(IMPLIED.flatMap(([names, ended]) => names.split(' ').map(name => [name, ended] as const)))

/** Tags of the open elements that a start tag of this name ends, from the innermost as long as they follow one another. */
export function endedBy(tag: string): ReadonlySet<string> | null {
  return ends.get(tag) ?? null
}

/** Elements without content. */
export const VOID_ELEMENTS = new Set([
  'area', 'base', 'basefont', 'br', 'col', 'command', 'embed', 'frame', 'hr', 'img', 'input', 'isindex', 'keygen', 'link',
  'meta', 'param', 'source', 'track', 'wbr',
])

/** Within them `/>` closes, but within what they hold of HTML it does not. */
export const FOREIGN = new Set(['math', 'svg'])
export const HTML_IN_FOREIGN = new Set([
  'mi', 'mo', 'mn', 'ms', 'mtext', 'annotation-xml', 'foreignobject', 'desc', 'title',
])
