/** Pieces of CSS selectors, written so that they read back as what they were made of. */

const IDENTIFIER = /^-?[A-Za-z_][\w-]*$/
/** Attribute and tag names that need no escape. */
const PLAIN_NAME = /^[a-z_][\w-]*$/

export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name)
}

/** `[name="value"]` with any of CSS's operators. */
export function attributeTest(name: string, operator: '=' | '*=' | '^=' | '~=', value: string, anyCase = false): string {
  return `[${name}${operator}${quoted(value)}${anyCase ? ' i' : ''}]`
}

export function classTest(token: string): string {
  return IDENTIFIER.test(token) ? `.${token}` : attributeTest('class', '~=', token)
}

export function idTest(id: string): string {
  return IDENTIFIER.test(id) ? `#${id}` : attributeTest('id', '=', id)
}

function quoted(value: string): string {
  // The other quotation marks save escapes, which nobody likes to read.
  const mark = value.includes('"') && !value.includes("'") ? "'" : '"'
  const escaped = mark === '"' ? value.replace(/["\\]/g, '\\$&') : value.replace(/\\/g, '\\\\')
  // Control characters as CSS escapes: a selector is one line.
  return `${mark}${escaped.replace(/[\n\r\t\f]/g, character => `\\${character.charCodeAt(0).toString(16)} `)}${mark}`
}
