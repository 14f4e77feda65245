import type { Box, PageObservation } from './observation.js'

/** Elements that a page has for one purpose; their tag alone says what they are. */
const LANDMARKS = new Set(['nav', 'aside', 'form', 'dialog'])

/** Those that an article may have as well, for its title or its author: only outside of one they are the page's. */
const PARTS = new Set(['header', 'footer'])

/** Elements that hold what a page is for. */
const CONTENT_TAGS = new Set(['main', 'article'])
/** Tags that say something below a named parent. */
const TELLING = new Set(['ul', 'ol', 'dl', 'table', 'form'])

/**
 * Selectors that match a box, by names with the tag: never by its place among its siblings, which one inserted
 * node changes. Those that say most for themselves come first.
 */
export function selectorsOf(boxes: readonly Box[], box: Box): string[] {
  const own = ownSelectors(boxes, box)
  const parent = boxes[box.parent]
  const scope = parent ? ownSelectors(boxes, parent).slice(0, 2) : []
  const inner = own.length > 0 ? own.slice(0, 3) : TELLING.has(box.tag) ? [box.tag] : []
  return [...own, ...scope.flatMap(outer => inner.map(name => `${outer} > ${name}`))]
}

function ownSelectors(boxes: readonly Box[], box: Box): string[] {
  const { tag, names } = box
  const selectors: string[] = []
  const classes = names.filter(name => name.startsWith('.'))
  for (const name of names) selectors.push(name.startsWith('#') ? name : `${tag}${name}`)
  for (let a = 0; a < classes.length && a < 4; a++) {
    for (let b = a + 1; b < classes.length && b < 4; b++) selectors.push(`${tag}${classes[a] ?? ''}${classes[b] ?? ''}`)
  }
  if (PARTS.has(tag) && !isWithinArticle(boxes, box)) selectors.push(`${tag}:not(article *)`)
  else if (LANDMARKS.has(tag) || CONTENT_TAGS.has(tag)) selectors.push(tag)
  return selectors
}

function isWithinArticle(boxes: readonly Box[], { parent }: Box): boolean {
  for (let at = boxes[parent]; at; at = boxes[at.parent]) if (at.tag === 'article') return true
  return false
}

/** For each of the wanted selectors, the outermost boxes of one page that it matches, in document order. */
export function matchesOf({ boxes }: PageObservation, wanted: ReadonlySet<string>): ReadonlyMap<string, readonly Box[]> {
  const found = new Map<string, Box[]>()
  for (const box of boxes) {
    for (const selector of new Set(selectorsOf(boxes, box))) {
      if (!wanted.has(selector)) continue
      const before = found.get(selector)
      const last = before?.at(-1)
      if (!before) found.set(selector, [box])
      else if (last && box.first >= last.end) before.push(box)
    }
  }
  return found
}

/** A bare `main` or `article` is never what a removal rests on. */
export function isContentTag(selector: string): boolean {
  return CONTENT_TAGS.has(selector)
}
