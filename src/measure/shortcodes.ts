import type { Block, Range } from '../model.js'
import { onceFor } from './once-for.js'

/**
 * Tags in square brackets as content systems and forums write them, where nothing has rendered them:
 * `[gallery ids="1,2"]`, `[vc_row]`, `[embed]…[/embed]`, `[b]…[/b]`. Grammar: the Shortcode API of WordPress, and BBCode.
 */
const TAG = /\[(\/?)([a-z][\w-]{0,40})(=[^\]\n]{1,300})?((?:\s+[\w-]{1,40}\s?=\s?(?:"[^"\]\n]{0,300}"|'[^'\]\n]{0,300}'|[“”″][^”″\]\n]{0,300}[”″]))*)\s?\/?\](?![(:])/giu
/** Page builders of WordPress. */
const BUILDER = /^(?:vc|wpb|et_pb|fusion|avia?|su|mk|fl|nectar|ux|tatsu|wp)_/u
const MOST_TAGS = 200
/** Of forums, and the commonest of content systems: of other words in brackets (`[Laughter]`, `[rant]`) an author may be the writer. */
const KNOWN: ReadonlySet<string> = new Set((
  'b i u url img quote code list size color font center left right align email youtube spoiler indent table tr td '
  + 'caption embed gallery audio video playlist dropcap highlight pullquote blockquote column columns row button divider spacer tab tabs accordion toggle clear'
).split(' '))
/** A text about them means them. */
const ABOUT = /\bshort-?codes?\b|\bbb-?codes?\b/iu

interface Tag extends Range {
  readonly name: string
  readonly closes: boolean
  /** By its attributes or its name it is nothing that a person would write. */
  readonly plain: boolean
}

/** Whether such tags stand in this text as debris: one that talks of them, or shows code, means them. That is asked last, since few texts have any. */
export const mayHaveShortcodes = onceFor((items: readonly Block[]): boolean =>
  items.some(({ text }) => shortcodesIn(text).length > 0) && !items.some(({ kind, text }) => kind === 'code' || ABOUT.test(text)))

/** Where such tags stand: with attributes or a page builder's name, or known ones that are closed in the same text. @returns ranges in ascending order */
export function shortcodesIn(text: string): readonly Range[] {
  if (!text.includes('[')) return []
  const tags = tagsOf(text)
  const closed = new Set(tags.filter(({ closes, name }) => closes && KNOWN.has(name)).map(({ name }) => name))
  return tags.filter(({ name, plain }) => plain || closed.has(name))
}

/** Whether nothing but such tags, and addresses between them, stands there. */
export function isOnlyShortcodes(text: string): boolean {
  if (!text.startsWith('[') || !text.endsWith(']')) return false
  const ranges = shortcodesIn(text)
  let at = 0
  let between = ''
  for (const { from, to } of ranges) {
    between += ` ${text.slice(at, from)}`
    at = to
  }
  return ranges.length > 0 && at === text.length && between.split(/\s+/u).every(word => word === '' || /^https?:\/\//iu.test(word))
}

function tagsOf(text: string): Tag[] {
  const tags: Tag[] = []
  for (const match of text.matchAll(TAG)) {
    if (tags.length === MOST_TAGS) break
    const [whole, slash = '', written = '', value, attributes = ''] = match
    const name = written.toLowerCase()
    const plain = BUILDER.test(name) || attributes !== '' || value !== undefined && KNOWN.has(name)
    tags.push({ name, closes: slash === '/', plain, from: match.index, to: match.index + whole.length })
  }
  return tags
}
