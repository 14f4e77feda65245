import { nameWords } from '../measure/text.js'
import type { PageElement } from '../model.js'
import type { PartOfPage, PostMarks } from './part-of-page.js'

/** Below this score it is none of the post: who wrote it, "reply". */
const NO_POST = 0.25
/** Elements around a text in which the one that is called a post is looked for. */
const LEVELS = 7
const POSTS: ReadonlySet<string> = new Set(['comment', 'comments', 'post', 'message', 'reply', 'answer'])

/**
 * On a thread, what was taken for readers' comments and looks like a post of the choice: an archive calls all of its posts comments, and the
 * rule passes over the first alone, above which there is nothing to comment.
 */
export function alikePosts(blocks: readonly PartOfPage[], scores: Float32Array, chosen: readonly boolean[], { comments, residue }: Omit<PostMarks, 'suspected'>): number[] {
  const kinds = new Set<string>()
  for (const { index, prose, element } of blocks) if (chosen[index] && prose) for (const kind of postKinds(element)) kinds.add(kind)
  if (kinds.size === 0) return []
  return blocks.flatMap(({ index, element }) => {
    if (chosen[index] || !comments[index] || residue[index] || scores[index]! < NO_POST) return []
    return postKinds(element).some(kind => kinds.has(kind)) ? [index] : []
  })
}

/** Tag and class of the nearest element that is called a post. It may have other classes: collapsed, of the author. */
function postKinds(element: PageElement | null): readonly string[] {
  let at = element
  for (let level = 0; at && level < LEVELS; level++, at = at.parent) {
    if (!at.words.some(word => POSTS.has(word))) continue
    const { tag, tokens } = at
    const names = tokens.filter(token => nameWords(token).some(word => POSTS.has(word)))
    if (names.length > 0) return names.map(name => `${tag}.${name}`)
  }
  return []
}
