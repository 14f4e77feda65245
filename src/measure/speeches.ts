import type { Block, Knowledge } from '../model.js'
import { endsSentence } from './text.js'

/** A name in capitals on a line of its own, as plays and film scripts set the speaker: "ANN", "DR. LUND (off)". */
const SPEAKER = /^\p{Lu}[\p{Lu}\p{M}\p{N} .'’-]{0,30}(?:\s?\([^)]{1,20}\))?[:.]?$/u
const LONGEST_SPEAKER = 40
/** Fewer speeches are captions and kickers; and somebody speaks twice. */
const FEWEST = 4
/** Headlines under kickers in capitals seldom end as sentences; speeches do. */
const ENDING = 0.75

const known = new WeakMap<readonly Block[], Uint8Array>()

/** 1 for each line of a text's speakers and for what they say: a name in capitals, and right below it, without a blank line between, the speech. */
export function speeches(items: readonly Block[], know: Knowledge): Uint8Array {
  let marks = known.get(items)
  if (!marks) known.set(items, (marks = markSpeeches(items, know)))
  return marks
}

function markSpeeches(items: readonly Block[], know: Knowledge): Uint8Array {
  const marks = new Uint8Array(items.length)
  const names = new Set<string>()
  let count = 0
  let ending = 0
  for (let index = 0; index + 1 < items.length; index++) {
    const block = items[index]!
    if ((index > 0 && !block.gap) || items[index + 1]!.gap || !isSpeaker(block, know)) continue
    let end = index + 1
    while (end + 1 < items.length && !items[end + 1]!.gap) end++
    marks.fill(1, index, end + 1)
    names.add(block.text)
    count++
    if (endsSentence(items[end]!.text)) ending++
  }
  const isScript = count >= FEWEST && names.size < count && ending >= ENDING * count
  return isScript ? marks : markUnbroken(items, know, marks.fill(0))
}

/** Lines from one speaker to the next in a script without blank lines, at most. */
const LONGEST_SPEECH = 8

/** The same where blank lines were lost: speakers who come again, right below each a sentence; from the first to the last of them all is the script's. */
function markUnbroken(items: readonly Block[], know: Knowledge, marks: Uint8Array): Uint8Array {
  const at: number[] = []
  const times = new Map<string, number>()
  for (let index = 0; index + 1 < items.length; index++) {
    if (items[index + 1]!.gap || !isSpeaker(items[index]!, know) || isSpeaker(items[index + 1]!, know)) continue
    at.push(index)
    const name = nameOf(items[index]!)
    times.set(name, (times.get(name) ?? 0) + 1)
  }
  if (at.length < FEWEST || times.size === at.length) return marks
  const spoken = at.filter(index => times.get(nameOf(items[index]!))! > 1)
  const ending = spoken.filter(index => endsSentence(items[index + 1]!.text)).length
  if (spoken.length < FEWEST || ending < ENDING * spoken.length) return marks
  for (let of = 0; of < spoken.length; of++) {
    const [from, next = from + 2] = [spoken[of]!, spoken[of + 1]]
    marks.fill(1, from, next - from <= LONGEST_SPEECH ? next : from + 2)
  }
  return marks
}

/** The speaker without what is said of the voice: "ANN (O.S.)". */
function nameOf({ text }: Block): string {
  const open = text.indexOf('(')
  return (open < 0 ? text : text.slice(0, open)).trim()
}

function isSpeaker({ kind, text }: Block, know: Knowledge): boolean {
  return kind === 'paragraph' && text.length > 1 && text.length <= LONGEST_SPEAKER && SPEAKER.test(text) && know.matches(text).length === 0
}
