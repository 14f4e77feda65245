import type { Block, Blocks } from '../model.js'

/**
 * What a site rule or a policy keeps stays in the article, wherever a choice would have cut it out of the middle.
 * @param items what was chosen from, numbered as `chosen` counts
 */
export function withKept({ source }: Blocks, items: readonly Block[], chosen: readonly boolean[]): readonly boolean[] {
  if (source.type !== 'page' || !source.page.kept.includes(1)) return chosen
  const { kept } = source.page
  const first = chosen.indexOf(true)
  const last = chosen.lastIndexOf(true)
  return chosen.map((is, index) => is || (index > first && index < last && kept[items[index]?.element?.order ?? -1] === 1))
}
