import type { Block, Blocks } from '../model.js'

/**
 * What a site rule or a policy keeps stays in the article, wherever a choice would have cut it out of the middle or off at its
 * ends: a byline above the first paragraph, with a heading between. What is kept further off is outside the article.
 * @param items what was chosen from, numbered as `chosen` counts
 */
export function withKept({ source }: Blocks, items: readonly Block[], chosen: readonly boolean[]): readonly boolean[] {
  if (source.type !== 'page' || !source.page.kept.includes(1)) return chosen
  const { kept } = source.page
  const isKept = (index: number): boolean => kept[items[index]?.element?.order ?? -1] === 1
  let from = chosen.indexOf(true)
  let to = chosen.lastIndexOf(true)
  if (from < 0) return chosen
  while (isKept(from - 1) || (items[from - 1]?.kind === 'heading' && isKept(from - 2))) from--
  while (isKept(to + 1)) to++
  return chosen.map((is, index) => is || (index >= from && index <= to && isKept(index)))
}
