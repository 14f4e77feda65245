import { ownCopy } from './own-copy.js'

/** A power of two, several times as many as HTML has names of elements. */
const SLOTS = 1024
/** Longer names are made up, and stay with their page. Code units. */
const LONGEST = 40

interface Slot<Facts> {
  readonly name: string
  readonly facts: Facts
}

/**
 * What is known of a name, found by where the name stands in a source: a page has thousands of tags of a few names, and to cut
 * out and hash each of them costs more than to read it. A name may take another's slot, so made-up names fill no memory.
 */
export class NameLookup<Facts> {
  private readonly slots = new Array<Slot<Facts> | null>(SLOTS).fill(null)

  /** @param make says what is known of a name; called again when another name has taken its slot */
  constructor(private readonly make: (name: string) => Facts) {}

  /** Of the name from `from` to before `to`, in whatever case it is written. */
  at(source: string, from: number, to: number): Facts {
    let hash = to - from
    for (let index = from; index < to; index++) hash = Math.imul(hash, 31) + source.charCodeAt(index) | 0
    const place = (hash ^ (hash >>> 10)) & (SLOTS - 1)
    const slot = this.slots[place]!
    if (slot !== null && slot.name.length === to - from && source.startsWith(slot.name, from)) return slot.facts
    const cut = source.slice(from, to)
    if (cut.length > LONGEST) return this.make(cut)
    const name = ownCopy(cut)
    const facts = this.make(name)
    this.slots[place] = { name, facts }
    return facts
  }
}
