import type { Block, Page, PageElement } from '../model.js'
import { holdsHeadline } from '../measure/elements.js'
import { FAMILY_NAMES, familiesOf, ofWholePage } from './lexicon.js'

/** Elements by what HTML means by them; what a block stands in. */
export const SEMANTICS = [
  'article', 'main', 'aside', 'nav', 'header', 'footer', 'form', 'figure', 'table', 'list', 'section', 'blockquote', 'details', 'link', 'label',
] as const

const TAGS: ReadonlyMap<string, number> = new Map<string, number>([
  ['article', 0], ['main', 1], ['aside', 2], ['nav', 3], ['header', 4], ['footer', 5], ['form', 6], ['figure', 7], ['table', 8],
  ['ul', 9], ['ol', 9], ['dl', 9], ['menu', 9], ['section', 10], ['blockquote', 11], ['details', 12], ['a', 13], ['button', 14], ['label', 14], ['select', 14],
])

/** Beyond this many levels, and where nothing is found. */
export const FAR = 16

/** The names of the root are settings of the site's theme: `dropdown-hover`, `cookies-not-set`. */
const ROOTS: ReadonlySet<string> = new Set(['html', 'body'])
/** Share of the page's text from which on an element is the page; a long dialog on a short page does not hold its headline. */
const WHOLE = 0.9

const WIDTH = SEMANTICS.length + FAMILY_NAMES.length

/**
 * For each element that blocks stand in, how many levels above it the nearest element with each meaning stands (0 itself, at most FAR):
 * first the semantic tags, then the families of names.
 */
export class Surroundings {
  static readonly width = WIDTH
  private readonly levels: Uint8Array
  /** A number for the tag and names of each of these elements: the same for look-alikes. */
  readonly looks: Uint32Array

  constructor(page: Page, blocks: readonly Block[]) {
    const { elements } = page
    this.levels = new Uint8Array(elements.length * WIDTH)
    this.looks = new Uint32Array(elements.length)
    const wanted = new Uint8Array(elements.length)
    for (const { element } of blocks) for (let at = element; at && wanted[at.order] === 0; at = at.parent) wanted[at.order] = 1
    const whole = (page.body?.textLength ?? 0) * WHOLE
    const isPage = (element: PageElement) => element.textLength >= whole && (page.tagged('h1').length === 0 || holdsHeadline(page, element))
    const known = new Map<readonly string[], { families: number; hash: number }>()
    for (let order = 0; order < elements.length; order++) {
      if (wanted[order] === 0) continue
      const element = elements[order]!
      const { words } = element
      let names = known.get(words)
      if (!names) known.set(words, (names = { families: familiesOf(words), hash: hashWords(words) }))
      const { families } = names
      this.place(element, ROOTS.has(element.tag) ? 0 : isPage(element) ? ofWholePage(families) : families)
      this.looks[order] = Math.imul(hashWord(element.tag, names.hash), 0x9e3779b1) >>> 0
    }
  }

  private place({ order, parent, tag }: PageElement, families: number): void {
    const { levels } = this
    const at = order * WIDTH
    if (!parent) levels.fill(FAR, at, at + WIDTH)
    else {
      const above = parent.order * WIDTH
      for (let index = 0; index < WIDTH; index++) {
        const level = levels[above + index]!
        levels[at + index] = level < FAR ? level + 1 : FAR
      }
    }
    const semantic = TAGS.get(tag)
    if (semantic !== undefined) levels[at + semantic] = 0
    for (let bits = families; bits !== 0; bits &= bits - 1) levels[at + SEMANTICS.length + (31 - Math.clz32(bits & -bits))] = 0
  }

  fill(element: PageElement, out: Float32Array, at: number): void {
    const from = element.order * WIDTH
    for (let index = 0; index < WIDTH; index++) out[at + index] = this.levels[from + index]!
  }
}

function hashWords(words: readonly string[]): number {
  let hash = 0x811c9dc5
  for (const word of words) hash = hashWord(word, hash)
  return hash
}

function hashWord(word: string, start: number): number {
  let hash = start
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193)
  return Math.imul(hash ^ 0x20, 0x01000193)
}
