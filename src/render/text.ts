import type { Blocks, Policies } from '../model.js'
import { admitted } from './admitted.js'
import { normalizeText } from './normalize.js'
import { pageText } from './page-text.js'
import { sourceText } from './source-text.js'
import { leadingTitle } from './title.js'

/**
 * The kept blocks as plain text. Noisy texts: the source without what was removed. Pages: blocks apart by blank
 * lines. Kept text is never rewritten, unless the policy asks for it.
 */
export function renderText(blocks: Blocks, policies: Policies): string {
  const body = blocks.source.type === 'text' ? sourceText(blocks) : pageText(admitted(blocks, policies))
  const title = leadingTitle(blocks, policies)
  const text = title === null ? body : body === '' ? title : `${title}\n\n${body}`
  return policies.normalize ? normalizeText(text) : text
}
