import type { Block } from '../model.js'
import { linkShare } from '../measure/blocks.js'

interface Group {
  count: number
  length: number
  links: number
  prose: number
}

export interface Repetition {
  /** A number that twins share. */
  readonly twinOf: Int32Array
  /** Writes the numbers of a block; returns how many. */
  fill(index: number, out: Float32Array, at: number): number
}

/** How often blocks that look alike come again: by the looks of element and parent (twins), and of the grandparent too (cousins by parent alone). */
export function repetition(blocks: readonly Block[], looks: Uint32Array): Repetition {
  const twins = new Map<number, Group>()
  const cousins = new Map<number, Group>()
  const texts = new Map<string, number>()
  const before = new Uint8Array(blocks.length)
  const twinOf = new Int32Array(blocks.length)
  const cousinOf = new Int32Array(blocks.length)
  blocks.forEach((block, index) => {
    const { element, kind, level } = block
    const own = element ? looks[element.order]! : 0
    const parent = element?.parent ? looks[element.parent.order]! : 0
    const above = element?.parent?.parent ? looks[element.parent.parent.order]! : 0
    twinOf[index] = mix(mix(mix(own, parent), level + (kind === 'heading' ? 8 : 0)), above)
    cousinOf[index] = mix(own, kind === 'heading' ? level : 0)
    count(twins, twinOf[index], block)
    count(cousins, cousinOf[index], block)
    const same = texts.get(block.text) ?? 0
    before[index] = Math.min(8, same)
    texts.set(block.text, same + 1)
  })
  return {
    twinOf,
    fill(index, out, at) {
      const twin = twins.get(twinOf[index]!)!
      const cousin = cousins.get(cousinOf[index]!)!
      out[at] = Math.log2(twin.count)
      out[at + 1] = Math.log2(1 + twin.length / twin.count)
      out[at + 2] = twin.links / twin.count
      out[at + 3] = twin.prose / twin.count
      out[at + 4] = Math.log2(cousin.count)
      out[at + 5] = Math.log2(1 + cousin.length / cousin.count)
      out[at + 6] = Math.min(8, texts.get(blocks[index]!.text)!)
      // Of a text that a page holds twice, for wide and for narrow screens, one copy is the page's.
      out[at + 7] = before[index]!
      return 8
    },
  }
}

function count(groups: Map<number, Group>, key: number, block: Block): void {
  let group = groups.get(key)
  if (!group) groups.set(key, (group = { count: 0, length: 0, links: 0, prose: 0 }))
  group.count++
  group.length += block.text.length
  group.links += linkShare(block)
  if (block.prose) group.prose++
}

function mix(one: number, other: number): number {
  return Math.imul(one ^ Math.imul(other, 0x85ebca6b), 0x9e3779b1) >>> 0
}
