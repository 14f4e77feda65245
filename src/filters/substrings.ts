/** Letters of a part by which it is looked up. */
const GRAM = 3
/** Places of the table; a power of two. */
const SLOTS = 4096

/** Strings with items, asked which of them stand anywhere in another string. */
export class Substrings<T> {
  /** Shorter than a gram: asked one by one. */
  private readonly short: { readonly part: string; readonly item: T }[] = []
  /** By the hash of their first letters. */
  private readonly slots: ({ readonly part: string; readonly item: T }[] | undefined)[] = new Array<undefined>(SLOTS)
  private size = 0

  add(part: string, item: T): void {
    if (part.length < GRAM) {
      this.short.push({ part, item })
      return
    }
    this.size++
    const slot = slotOf(part.charCodeAt(0), part.charCodeAt(1), part.charCodeAt(2))
    const group = this.slots[slot]
    if (group) group.push({ part, item })
    else this.slots[slot] = [{ part, item }]
  }

  /** Hands every item whose part stands in `text` to `found`, once. Time: in step with the text, hardly with the number of parts. */
  find(text: string, found: (item: T) => void): void {
    for (const { part, item } of this.short) if (text.includes(part)) found(item)
    if (this.size === 0) return
    for (let at = 0; at + GRAM <= text.length; at++) {
      const group = this.slots[slotOf(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2))]
      if (group === undefined) continue
      // What stands there twice is handed on at its first place.
      for (const { part, item } of group) if (text.startsWith(part, at) && text.indexOf(part) === at) found(item)
    }
  }
}

function slotOf(first: number, second: number, third: number): number {
  return (first ^ (second << 4) ^ (third << 8)) & (SLOTS - 1)
}
