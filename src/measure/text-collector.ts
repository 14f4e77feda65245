import type { Piece, Run } from '../model.js'
import type { IndexedElement, OpenElement } from './indexed-element.js'
import { endsSentence, isProse } from './text.js'
import { areTwoWords, type Edge, NO_EDGE } from './touching.js'

/** But for single blanks, which collapse to themselves. */
const WHITE_RUNS = / [ \t\n\r\f]+|[\t\n\r\f][ \t\n\r\f]*/g
const UNCOLLAPSED = /[\t\n\r\f]| {2}/

/** Collects text, pieces and runs in document order. */
export class TextCollector {
  readonly chunks: string[] = []
  readonly pieces: Piece[] = []
  readonly runs: Run[] = []
  /** By run. */
  readonly runTexts: string[] = []
  length = 0
  /** Totals so far: text without the separators of runs, of it linked, of it in prose. */
  textTotal = 0
  linkTotal = 0
  proseTotal = 0

  private owner: IndexedElement | null = null
  private start = 0
  private firstPiece = 0
  private linkLength = 0
  private code = false
  /** White space at the start of a line of code whose words stand in an element of their own. */
  private indent = ''
  private space = false
  private lineBreak = false
  private linkEnded = false
  /** What inline elements ended and began since the last text. */
  private ended: Edge = NO_EDGE
  private begun: Edge = NO_EDGE

  /** Begins the next line: what follows belongs to another run. */
  boundary(): void {
    this.indent = ''
    this.space = false
    this.lineBreak = false
    this.linkEnded = false
    this.ended = NO_EDGE
    this.begun = NO_EDGE
    if (this.owner) this.closeRun(this.owner)
  }

  /** A `<br>`: one breaks the line, two end the paragraph. */
  break(): void {
    if (!this.owner) return
    if (this.lineBreak) this.boundary()
    else this.lineBreak = true
  }

  /** A line of this block is begun, and its text so far ends no sentence. */
  isMidSentence(block: IndexedElement): boolean {
    return this.owner === block && !this.lineBreak && !endsSentence(this.chunks.at(-1) ?? '')
  }

  /** Keeps what follows apart from the text before it on its line. */
  gap(): void {
    this.space ||= this.owner !== null
  }

  linkEnd(): void {
    this.linkEnded = this.owner !== null
  }

  linkStart(): void {
    // Two links that touch are two entries of a list laid out by CSS; no author writes words so.
    if (this.linkEnded) this.space = true
  }

  partEnd(edge: Edge): void {
    if (edge > this.ended) this.ended = edge
  }

  partStart(edge: Edge): void {
    if (edge > this.begun) this.begun = edge
  }

  add(data: string, at: OpenElement): void {
    if (this.ended + this.begun > NO_EDGE) this.part(data, at.literal)
    const text = at.verbatim ? this.verbatim(data) : this.collapsed(data)
    if (text === '') return
    this.linkEnded = false
    if (!this.owner) {
      this.owner = at.block
      this.firstPiece = this.pieces.length
      this.linkLength = 0
      this.code = at.verbatim
      this.start = this.length
    }
    this.chunks.push(text)
    const from = this.length
    this.length += text.length
    this.textTotal += text.length
    if (at.linked) {
      this.linkLength += text.length
      this.linkTotal += text.length
    }
    this.pieces.push({ from, to: this.length, owner: at.element, linked: at.linked })
  }

  /** White space between two words that only the layout keeps apart. */
  private part(data: string, literal: boolean): void {
    if (this.owner && !literal && !this.space && !this.lineBreak) {
      if (areTwoWords(this.chunks.at(-1) ?? '', data, this.ended, this.begun)) this.space = true
    }
    this.ended = NO_EDGE
    this.begun = NO_EDGE
  }

  private verbatim(data: string): string {
    if (this.owner) return this.lead() + data
    const text = data.replace(/^\r?\n/, '')
    const indent = text === data ? this.indent : ''
    // Of what is new alone: highlighters write a blank an element, and looking at all of them each time would take the square of their number.
    if (text.trim() !== '') {
      this.indent = ''
      return indent + text
    }
    const newline = text.lastIndexOf('\n')
    this.indent = newline === -1 ? indent + text : text.slice(newline + 1)
    return ''
  }

  private collapsed(data: string): string {
    let text = UNCOLLAPSED.test(data) ? data.replace(WHITE_RUNS, ' ') : data
    if (text === '') return ''
    const startsWhite = text.charCodeAt(0) === 32
    if (text.length === 1 && startsWhite) {
      this.space ||= this.owner !== null
      return ''
    }
    const endsWhite = text.charCodeAt(text.length - 1) === 32
    if (startsWhite || endsWhite) text = text.slice(startsWhite ? 1 : 0, endsWhite ? -1 : undefined)
    if (startsWhite) this.space = true
    const lead = this.lead()
    this.space = endsWhite
    return lead + text
  }

  private lead(): string {
    const lead = !this.owner ? '' : this.lineBreak ? '\n' : this.space ? ' ' : ''
    this.space = false
    this.lineBreak = false
    return lead
  }

  private closeRun(owner: IndexedElement): void {
    const from = this.start
    const to = this.length
    const text = joinFrom(this.chunks, this.pieces.length - this.firstPiece)
    // Code is content: what guards protect.
    const prose = this.code || isProse(text, this.linkLength)
    this.runTexts.push(text)
    this.runs.push({
      index: this.runs.length, owner, from, to, linkLength: this.linkLength, prose,
      firstPiece: this.firstPiece, endPiece: this.pieces.length,
    })
    if (prose) this.proseTotal += to - from
    this.chunks.push('\n')
    this.length++
    this.owner = null
  }
}

function joinFrom(chunks: readonly string[], count: number): string {
  if (count === 1) return chunks[chunks.length - 1] ?? ''
  return chunks.slice(chunks.length - count).join('')
}
