import { looksLike } from '../measure/elements.js'
import type { PageElement } from '../model.js'
import type { PartOfPage, PostMarks } from './part-of-page.js'

/** Below this score it is none of the post: who wrote it, "reply". */
const NO_POST = 0.25
/** Elements around a text in which the one that is called a post is looked for. */
const LEVELS = 4
const POSTS: ReadonlySet<string> = new Set(['comment', 'comments', 'post', 'message', 'reply', 'answer'])

/**
 * On a thread, what was taken for readers' comments and looks like a post of the choice: an archive calls all of its posts comments, and the
 * rule passes over the first alone, above which there is nothing to comment.
 */
export function alikePosts(blocks: readonly PartOfPage[], scores: Float32Array, chosen: readonly boolean[], { comments, residue }: Omit<PostMarks, 'suspected'>): number[] {
  const kinds: PageElement[] = []
  for (const { index, prose, element } of blocks) {
    const post = chosen[index] && prose ? postAround(element) : null
    if (post && kinds.length < MOST_KINDS && !kinds.some(known => looksLike(known, post))) kinds.push(post)
  }
  if (kinds.length === 0) return []
  return blocks.flatMap(({ index, element }) => {
    if (chosen[index] || !comments[index] || residue[index] || scores[index]! < NO_POST) return []
    const post = postAround(element)
    return post && kinds.some(kind => looksLike(kind, post)) ? [index] : []
  })
}

/** Posts have few looks: of the first, of an answer. More are elements with names of their own each. */
const MOST_KINDS = 8

function postAround(element: PageElement | null): PageElement | null {
  let at = element
  for (let level = 0; at && level < LEVELS; level++, at = at.parent) if (at.words.some(word => POSTS.has(word))) return at
  return null
}
