import type { Block, BlockRule, Knowledge } from '../../model.js'
import { isLabel } from '../../measure/blocks.js'
import { sayingBlocks } from '../../measure/said-lines.js'

/** Entries behind a selector's heading: one or two words. */
const ENTRY = 30
/** Labels that may stand between one recognised entry and the next. */
const UNKNOWN_ENTRIES = 1

/** Keeps: the word "English" in a sentence, a list of countries in an article. */
export default {
  id: 'language-selector',
  kind: 'language-selector',
  removes: 'Language and country selectors',
  *find({ items }, know) {
    for (const target of sayingBlocks(items, know)) {
      const said = know.says('language-selector', target.text, 'line', 'label')
      if (!said || target.prose) continue
      yield { target, why: `says "${said.phrase}"` }
      for (const entry of entriesAfter(items, target.index, know)) yield { target: entry, why: `an entry under "${said.phrase}"` }
    }
  },
} satisfies BlockRule

/** Names of languages and countries behind the heading, while other residue or more names follow. */
function entriesAfter(items: readonly Block[], from: number, know: Knowledge): readonly Block[] {
  const entries: Block[] = []
  let unknown: Block[] = []
  for (const block of items.slice(from + 1)) {
    if (!isLabel(block, ENTRY) || block.kind === 'heading') break
    if (isPlaceName(block.text, know.lang)) {
      for (const entry of [...unknown, block]) entries.push(entry)
      unknown = []
    } else if (know.matches(block.text).length > 0) {
      for (const entry of unknown) entries.push(entry)
      unknown = []
    } else if (unknown.length < UNKNOWN_ENTRIES) unknown.push(block)
    else break
  }
  return entries
}

/** The name of a language or country in its own language, in English or in the document's. */
function isPlaceName(text: string, lang: string): boolean {
  const name = text.trim().toLowerCase()
  return placeNames('en').has(name) || (lang !== '' && placeNames(lang).has(name)) || autonyms().has(name)
}

const LANGUAGES = (
  'en es fr de it pt nl pl ru uk tr ar hi id vi ja ko zh sv cs da fi no nb el he hu ro bg hr sr sk sl et lv lt ca eu gl ga cy is ' +
  'fa ur bn ta te ml mr gu pa th ms tl sw af sq hy ka az kk uz mn ne si km lo my am zu ht la eo zh-Hans zh-Hant pt-BR en-GB en-US'
).split(' ')

const memo = new Map<string, ReadonlySet<string>>()

function placeNames(lang: string): ReadonlySet<string> {
  const known = memo.get(lang)
  if (known) return known
  const names = new Set<string>()
  const languages = new Intl.DisplayNames([lang], { type: 'language' })
  for (const code of LANGUAGES) names.add((languages.of(code) ?? '').toLowerCase())
  const regions = new Intl.DisplayNames([lang], { type: 'region' })
  for (const first of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    for (const second of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
      const name = regions.of(first + second)
      if (name && name !== first + second) names.add(name.toLowerCase())
    }
  }
  memo.set(lang, names)
  return names
}

function autonyms(): ReadonlySet<string> {
  const known = memo.get('*')
  if (known) return known
  const names = new Set(LANGUAGES.map(code => (new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? '').toLowerCase()))
  memo.set('*', names)
  return names
}
