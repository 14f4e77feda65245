import type { Block } from '../model.js'

/** "Step 1", "Schritt 2: Das Netz", "ステップ3": a word, its number, and what the step is called; not "Image 2 of 5". */
const MARK = /^(\p{L}{2,14})\s?(\d{1,2})(?:$|\s?[.:：)–—-]|\s(?!\p{L}{1,6}\s\d))/u
const LONGEST_MARK = 100
const FEWEST = 3
/** Lines from one mark to the next: a table of contents has none between them. */
const [NEAREST, FARTHEST] = [2, 8]

/** Marks the lines of instructions that are counted by one word, from the first step to the last line of the last. @param marked the lines that may be a mark */
export function markSteps(items: readonly Block[], marked: readonly Block[], steps: Uint8Array): void {
  /** By word: the marks counted so far. */
  const counting = new Map<string, number[]>()
  for (const { index, text } of marked) {
    const mark = text.length <= LONGEST_MARK ? MARK.exec(text) : null
    if (!mark) continue
    const word = mark[1]!.toLowerCase()
    const marks = counting.get(word)
    const distance = index - (marks?.at(-1) ?? 0)
    const isNext = marks !== undefined && Number(mark[2]) === marks.length + 1 && distance >= NEAREST && distance <= FARTHEST
    if (isNext) marks.push(index)
    if (isNext && marks.length >= FEWEST) steps.fill(1, marks[0], lastLine(items, marks, 0) + 1)
    else if (!isNext && Number(mark[2]) === 1) counting.set(word, [index])
    else if (!isNext) counting.delete(word)
  }
}

/** The last entry has at most as many lines as the longest before it, and ends with its paragraph where the others do. @param above lines of an entry above its mark */
export function lastLine(items: readonly Block[], marks: readonly number[], above: number): number {
  let longest = 0
  let isApart = true
  for (let at = 1; at < marks.length; at++) {
    longest = Math.max(longest, marks[at]! - marks[at - 1]! - above)
    for (let index = marks[at - 1]! + 1; index < marks[at]! - above; index++) if (items[index]!.gap) isApart = false
  }
  let last = marks.at(-1)!
  const end = Math.min(items.length, last + longest)
  while (last + 1 < end && !(isApart && items[last + 1]!.gap)) last++
  return last
}
