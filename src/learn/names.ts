/**
 * Which names of an element a rule may rest on. A name that a build made up (`Header_nav__x7Gh2`, `css-1q8z9f`) or that numbers
 * one page (`post-48213`) is gone with the next page or release.
 */

const LONGEST_NAME = 48
/** Prefixes of libraries that name classes after a hash of their style. */
const GENERATED = /^(?:css|sc|jss|jsx|emotion|svelte|astro|makestyles|tss|ember|yui|ext-gen|react-aria|radix)-?[-_:]/i
const ID_NUMBER = /\d{3,}/
/** `md:hover:flex`, `w-1/2`, `[--gap:4px]`: utility classes say how a thing looks and nothing about what it is. */
const UTILITY = /[:/[\]()%!.@&#,]/
/** The same by their words: frameworks of utility classes share them. */
const LOOKS = new RegExp('^-?(?:' + [
  'grow|shrink|transition|transform|resize|border|rounded|shadow|flex|grid|block|inline|table|hidden|visible|invisible|relative|absolute|fixed|sticky|static|isolate|contents|container|wrapper|row|clearfix|truncate',
  'uppercase|lowercase|capitalize|italic|underline|antialiased|left|right|center|top|bottom|active|open|show|fade|sr-only|not-prose|group|peer',
  '(?:flex|grid|inline|col|cols|row|rows|float|clear|object|overflow|overscroll|z|basis|grow|shrink|gap|space)-[\\w-]+',
  'table-(?:auto|fixed|cell|row)|(?:order|inset|top|right|bottom|left)-(?:[xy]-)?(?:auto|full|px|first|last|none|\\d\\w*)',
  '(?:justify|content|items|self|place|align|divide)-(?:[xy]-)?(?:start|end|center|between|around|evenly|stretch|baseline|top|middle|bottom|left|right|normal|self|items|content|\\w*\\d\\w*)(?:-\\w+)*',
  '[mp][trblxyse]?-[\\w-]+|(?:w|h|min-w|max-w|min-h|max-h|size)-[\\w-]+',
  '(?:text|font|leading|tracking|list|whitespace|break|bg|from|via|to|border|rounded|ring|outline|shadow|opacity|fill|stroke|color|colour)(?:-[\\w-]+)?',
  '(?:transition|duration|ease|delay|animate|scale|rotate|translate|transform|cursor|select|pointer|resize|scroll|appearance|will|d|g|gx|gy|lg|md|sm|xs|xl|hover|focus|js|no|u|is|has|mar|pad)-[\\w-]+',
].join('|') + ')$', 'i')
/** What can stand in a selector without being escaped. */
const PLAIN = /^-?[\p{L}_][\p{L}\p{N}_-]*$/u

/** Whether the name of a class or id is made by people, for good. */
export function isLastingName(name: string): boolean {
  if (name.length < 2 || name.length > LONGEST_NAME || !PLAIN.test(name)) return false
  if (GENERATED.test(name) || ID_NUMBER.test(name) || UTILITY.test(name) || LOOKS.test(name)) return false
  return !name.split(/[-_]+/).some(isRandom)
}

/** `x7Gh2`, `1q8z9f`, `bdVaJa`: letters and digits in turns, or capitals where no word begins. */
function isRandom(part: string): boolean {
  if (part.length < 4) return false
  const turns = part.match(/\p{L}(?=\d)|\d(?=\p{L})/gu)?.length ?? 0
  if (turns >= 2 || (turns === 1 && !/^\p{L}{3,}\d{1,2}$/u.test(part))) return true
  if (!/^[A-Za-z]+$/.test(part)) return false
  const words = part.split(/(?=[A-Z])/)
  if (words.length >= 3 && part.length / words.length < 2.5) return true
  return part.length >= 6 && !/[aeiouy]/i.test(part)
}
