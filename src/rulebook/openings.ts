/** Code units of a phrase that are looked at. */
const LONGEST = 8
const BITS = 14
const SIZE = 1 << BITS

/**
 * Whether any of some phrases may begin at a place of a text: told by a hash of the first code units that all of them have.
 * Most places of most texts are ruled out by it.
 */
export class Openings {
  /** Of the shortest phrase, at most LONGEST; 0 without phrases. */
  private readonly length: number
  private readonly slots = new Uint8Array(SIZE)

  constructor(phrases: readonly string[]) {
    this.length = phrases.length === 0 ? 0 : phrases.reduce((least, { length }) => Math.min(least, length), LONGEST)
    for (const phrase of phrases) this.slots[slotAt(phrase, 0, this.length)] = 1
  }

  mayStandAt(text: string, at: number): boolean {
    const { length } = this
    return length > 0 && at + length <= text.length && this.slots[slotAt(text, at, length)] === 1
  }
}

function slotAt(text: string, at: number, length: number): number {
  let hash = 0
  for (let index = at; index < at + length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash ^ (hash >>> BITS)) & (SIZE - 1)
}
