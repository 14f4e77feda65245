import type { PageElement } from '../model.js'
import { ownCopy } from './own-copy.js'
import { nameWords } from './text.js'

const WHITE = /[ \t\n\r\f]/
/** Class tokens of one element that are read; real pages have at most 298. */
const MOST_TOKENS = 100
/** WordPress gives a post the names of its topics as classes, beside one of these: `category-social` is no share bar. */
const POST = /(?:^|\s)(?:hentry|type-post|status-publish)(?:\s|$)/
const TOPIC = /^(?:category|tag)-/
/** What an element has, lacks or is done to is not what it is: `has-tooltip`, `no-sidebar`, `js-quickEditTarget`. Such names say only the whole. */
const SAID_OF_IT = /^(?:(has|no|without)[-_]|(js)[-_].*(?:target|tooltip)$)/i

/** What class, id and role call an element; shared by all elements that are called the same. */
export interface ElementNames {
  readonly tokens: readonly string[]
  readonly words: readonly string[]
  /** In document order. */
  readonly elements: PageElement[]
}

/** The names of one page, each read once. */
export class NameTable {
  /** In the order in which they are first seen. */
  readonly all: ElementNames[] = []
  private readonly byClass = new Map<string, ElementNames>()
  private readonly byAll = new Map<string, ElementNames>()

  /** `naming`: what other attributes say, separated by spaces. */
  of(className: string, id: string, naming: string): ElementNames {
    const plain = id === '' && naming === ''
    const known = plain ? this.byClass : this.byAll
    const key = plain ? className : `${className}\n${id}\n${naming}`
    let names = known.get(key)
    if (!names) {
      names = readNames(className, id, naming)
      known.set(key, names)
      this.all.push(names)
    }
    return names
  }
}

function readNames(className: string, id: string, naming: string): ElementNames {
  const tokens = className === '' ? [] : splitTokens(className)
  const isPost = tokens.length > 2 && POST.test(className)
  if (id !== '' && !WHITE.test(id)) tokens.push(id)
  const [only] = tokens
  if (only !== undefined && tokens.length === 1 && naming === '') {
    // Most are called by one name.
    const { lower, words } = nameOf(only)
    return { tokens: [lower], words, elements: [] }
  }
  const words: string[] = []
  const lower: string[] = []
  for (const token of tokens) {
    const name = nameOf(token)
    if (!isPost || !TOPIC.test(token)) addNew(words, name.words)
    if (!lower.includes(name.lower)) lower.push(name.lower)
  }
  if (naming !== '') addNew(words, nameWords(naming))
  return { tokens: lower, words, elements: [] }
}

interface Name {
  readonly lower: string
  /** Each once. */
  readonly words: readonly string[]
}

/** Names that were read, of whatever page: the web has few. Their strings are hashed and shared already, which is half of what reading costs. */
const known = new Map<string, Name>()
const MOST_KNOWN = 20_000
/** Longer names are made by machines for one page. */
const LONGEST_KNOWN = 40

function nameOf(token: string): Name {
  const before = known.get(token)
  if (before) return before
  if (token.length > LONGEST_KNOWN) return { lower: token.toLowerCase(), words: wordsOf(token) }
  const own = ownCopy(token)
  const name = { lower: own.toLowerCase(), words: wordsOf(own) }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(own, name)
  return name
}

function wordsOf(token: string): readonly string[] {
  const words: string[] = []
  addNew(words, nameWords(token))
  const match = SAID_OF_IT.exec(token)
  const said = match?.[1] ?? match?.[2]
  return said ? words.filter(word => word.startsWith(said.toLowerCase())) : words
}

function splitTokens(className: string): string[] {
  if (!WHITE.test(className)) return [className]
  return className.split(WHITE).filter(token => token !== '').slice(0, MOST_TOKENS)
}

/** Few words: a set would cost more than it saves. */
function addNew(words: string[], more: readonly string[]): void {
  for (const word of more) if (!words.includes(word)) words.push(word)
}
