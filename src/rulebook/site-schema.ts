import { z } from 'zod'
import { blockRules, elementRules } from '../rules/registry.js'
import { hostFault } from './host-check.js'
import { normalizeHostPattern } from './host.js'
import { KINDS } from './kinds.js'
import { globFault } from './path-glob.js'
import { forms } from './phrase-schema.js'
import { regexFault } from './regex-check.js'
import { addFault, checkedText, editorsSchema, listOf, patterned, shapeOf } from './schema-text.js'
import { selectorFault } from './selector-check.js'
import { ruleTests } from './test-schema.js'
import { selector, siteValue } from './value-schema.js'

const RULE_IDS = [...new Set([...elementRules, ...blockRules].map(({ id }) => id))].sort()
const RENAMED = ['p', 'div', 'h2', 'h3', 'h4', 'blockquote', 'figure', 'figcaption', 'pre', 'code', 'ul', 'ol', 'li', 'section', 'aside'] as const
const PLACES = ['before', 'after', 'into'] as const
const CHANGES = ['from', 'set', 'drop'] as const

const selectors = listOf(selector, 'at least one selector')
const selectList = z.union([selector, selectors], { error: 'not a selector' })
/** `*` points at nothing: the first element of every page is the page. */
const contentSelect = selectList.superRefine((given, context) => {
  for (const [index, one] of [given].flat().entries()) {
    if (!/^(?:\*|\/{1,2}(?:\*|node\(\)))$/.test(one.trim())) continue
    addFault(context, { message: 'every element of the page', expected: 'the element that holds the article' }, Array.isArray(given) ? [index] : [])
  }
})
const strings = listOf(checkedText(text => (text === '' ? { message: 'an empty text', expected: 'some characters' } : null)), 'at least one text')
const share = z.number().min(0, { error: 'a share is at least 0' }).max(1, { error: 'a share is at most 1' })
const count = z.int({ error: 'not a whole number' }).min(0, { error: 'a number of characters is at least 0' })

const textTest = z.strictObject({
  equals: strings.exactOptional().describe('The whole text is one of these.'),
  starts: strings.exactOptional().describe('It begins with one of these.'),
  contains: strings.exactOptional().describe('One of these is in it.'),
  matches: checkedText(regexFault).exactOptional().describe('Regular expression (flag v), tried on texts of at most 1,000 characters.'),
  max_chars: count.exactOptional().describe('It has at most so many characters.'),
  case: z.boolean().exactOptional().describe('true: case counts. Default false.'),
}).superRefine((test, context) => {
  if (Object.keys(test).every(key => key === 'case')) addFault(context, { message: 'a test of nothing', expected: 'equals, starts, contains, matches or max_chars' })
}).describe('What the element\'s text must be: white space folded, every given test must hold.')

const removal = z.union([
  selector,
  z.strictObject({
    select: selector,
    text: textTest.exactOptional(),
    pick: z.enum(['all', 'first', 'last']).exactOptional().describe('Which of several matches. Default all.'),
    up: selector.exactOptional().describe('Remove the nearest ancestor matching this selector instead.'),
    until: checkedText(text => (text === 'end' ? null : selectorFault(text))).exactOptional()
      .describe('Also remove the following siblings up to (not including) this one; `end` = all of them.'),
    max_share: share.exactOptional().describe('Skip, with a warning, what holds more than this share of the page\'s text. Default 0.5.'),
    max_chars: count.exactOptional().describe('Skip, with a warning, what holds more characters of text.'),
    why: z.string().exactOptional().describe('Why it goes; shown by explain.'),
  }),
], { error: 'not a removal' })

const renaming = z.strictObject({ select: selector, to: z.enum(RENAMED) })

const moving = z.strictObject({
  select: selector,
  before: selector.exactOptional().describe('Put it right before the first match of this.'),
  after: selector.exactOptional().describe('Right behind it.'),
  into: selector.exactOptional().describe('Into it, behind what is there.'),
}).superRefine((move, context) => {
  const given = PLACES.filter(place => move[place] !== undefined)
  if (given.length !== 1) addFault(context, { message: 'a move goes to one place', expected: 'one of before, after, into' }, given.slice(1, 2))
})

const attribute = z.strictObject({
  select: selector,
  name: patterned(/^[a-z][a-z0-9_.:-]*$/, 'not the name of an attribute', 'lower case letters, digits and hyphens'),
  from: strings.exactOptional().describe('Copy the first non-empty of these attributes (lazy images: data-src, data-srcset).'),
  set: z.string().exactOptional().describe('Give it this value.'),
  drop: z.literal(true).exactOptional().describe('Take it away.'),
}).superRefine((change, context) => {
  const given = CHANGES.filter(key => change[key] !== undefined)
  if (given.length !== 1) addFault(context, { message: 'an attribute changes in one way', expected: 'one of from, set, drop' }, given.slice(1, 2))
})

const replacement = z.strictObject({
  find: z.string().min(1, { error: 'nothing to find' }),
  with: z.string(),
  in: z.enum(['text', 'html']).exactOptional().describe('text (default): in text nodes. html: in the source before parsing, a last resort.'),
})

const hosts = listOf(checkedText(hostFault), 'at least one host').superRefine((names, context) => {
  const seen = new Set<string>()
  names.forEach((name, index) => {
    const pattern = normalizeHostPattern(name) ?? name
    if (seen.has(pattern)) addFault(context, { message: `the host ${name} is named twice`, expected: 'each host once' }, [index])
    seen.add(pattern)
  })
})

const globs = listOf(checkedText(globFault), 'at least one path')
const language = patterned(/^[a-z]{2,3}$/, 'not a language code', 'two or three lower case letters, such as en')

/** One `rules/sites/<host>.yaml` or `rules/platform/<name>.yaml`. */
export const siteFileSchema = z.strictObject({
  $schema: editorsSchema,
  schema: z.literal(1).describe('Version of this file format.'),
  hosts: hosts.exactOptional()
    .describe('example.com = the host itself and www.example.com. *.example.com = every sub-domain at any depth, not example.com. Without it, `when` alone says where the rule applies.'),
  paths: z.strictObject({
    include: globs.exactOptional().describe('One of these must fit.'),
    exclude: globs.exactOptional().describe('None of these may fit.'),
  }).exactOptional().describe('Globs over the URL\'s path. * stays inside one segment, ** crosses segments.'),
  when: z.strictObject({
    present: selectors.exactOptional().describe('Each of these must match something on the page.'),
    absent: selectors.exactOptional().describe('None of these may match.'),
    lang: listOf(language, 'at least one language').exactOptional().describe('The page is in one of these languages.'),
  }).exactOptional().describe('Further conditions on the page. All must hold.'),
  inherit: listOf(patterned(/^(?:builtin:)?[^\s:/]+(?:\/[^\s:/]+)*$/, 'not the name of a rule file', 'a name such as platform/wordpress or builtin:example.com'), 'at least one rule file')
    .exactOptional().describe('Rule files applied first: platform/wordpress, builtin:example.com. Nothing is inherited without this key.'),
  about: z.strictObject({
    note: z.string().exactOptional(),
    source: z.string().exactOptional().describe('Where the rule came from, e.g. ftr-site-config@e607dc1 or learned:7-pages.'),
    license: z.string().exactOptional(),
    verified: z.iso.date({ error: 'not a date' }).exactOptional()
      .describe('Last day somebody saw this rule work, YYYY-MM-DD. Older than a year: `content` is used only when it agrees with the generic choice.'),
  }).exactOptional().describe('For readers, but for `verified`.'),
  content: z.strictObject({
    select: contentSelect.describe('Tried in order. The first that passes the guards wins.'),
    join: z.boolean().exactOptional().describe('true: keep every match, in document order. false (default): several matches = fall to the next selector.'),
    min_chars: count.exactOptional().describe('Least text of a match; CJK counts double. Default 140.'),
    min_share: share.exactOptional().describe('A match with less than this share of the generic choice\'s text is refused. Default 0.25.'),
    on_miss: z.enum(['generic', 'empty', 'error']).exactOptional().describe('When nothing passes: choose as on any site (default), deliver nothing, or fail.'),
  }).exactOptional().describe('Where the article is.'),
  keep: selectors.exactOptional().describe('Never removed by generic rules or filter lists (site `remove` still applies).'),
  remove: listOf(removal, 'at least one removal').exactOptional().describe('What goes.'),
  unwrap: selectors.exactOptional().describe('Drop the element, keep its children.'),
  rename: listOf(renaming, 'at least one').exactOptional().describe('Give elements another name.'),
  move: listOf(moving, 'at least one').exactOptional().describe('Put elements elsewhere.'),
  attributes: listOf(attribute, 'at least one').exactOptional().describe('Change attributes, e.g. of lazy images.'),
  replace: listOf(replacement, 'at least one').exactOptional().describe('Literal text replacements.'),
  lines: forms.exactOptional().describe('Phrases: the paragraph or line that says one goes, on pages and in texts. Compared as in phrase files.'),
  metadata: z.strictObject(shapeOf(['title', 'author', 'date', 'modified', 'section', 'image', 'lang', 'canonical'], () => siteValue.exactOptional())).exactOptional()
    .describe('Where this site says it.'),
  links: z.strictObject(shapeOf(['next', 'single_page'], () => siteValue.exactOptional())).exactOptional().describe('Reported in the result; nothing is fetched.'),
  generic: z.strictObject({
    remove: z.boolean().exactOptional().describe('false: no generic rule removes anything.'),
    filter_lists: z.boolean().exactOptional().describe('false: no filter list applies.'),
    text_rules: z.boolean().exactOptional().describe('false: no generic rule judges paragraphs by what they say.'),
    off: listOf(z.enum(RULE_IDS), 'at least one rule').exactOptional().describe('Rules to switch off.'),
    keep: listOf(z.enum(KINDS), 'at least one kind').exactOptional().describe('Kinds that stay.'),
    budgets: z.strictObject(shapeOf(RULE_IDS, () => share.exactOptional())).exactOptional().describe('Share of the prose that a rule may take.'),
  }).exactOptional().describe('Switches and tunes the generic rules for this site.'),
  tests: ruleTests.exactOptional(),
}).describe('How to clean the pages of one site, or of all sites of a system.')

export type SiteFileData = z.output<typeof siteFileSchema>
