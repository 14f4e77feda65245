/**
 * React sends a page in pieces (streaming server rendering): a placeholder where a part is not ready, the part itself later
 * in a hidden element, and a line of script that puts it in its place. Here it is put there without running anything, also
 * where the scripts were not saved.
 *
 *   <!--$?--><template id="B:0"></template><p>Loading…</p><!--/$-->          a boundary with its fallback
 *   <template id="P:1"></template>                                           a piece of a larger part
 *   <div hidden id="S:0">…</div><script>$RC("B:0","S:0")</script>            replaces the boundary and its fallback
 *   <div hidden id="S:1">…</div><script>$RS("S:1","P:1")</script>            replaces the placeholder
 *
 * Source: react-dom, server/ReactFizzConfigDOM.js and fizz-instruction-set (React 18 and 19).
 */

import { nestedEnd } from './source-ends.js'

const CALL = /\$R([CRSX])\("([BPS]:[0-9a-f]{1,8})","([BPS]:[0-9a-f]{1,8})"/g
const PART = /<(div|table|tbody|colgroup|svg|math) hidden(?:="")? id="(S:[0-9a-f]{1,8})">/g
const PART_ID = ' id="'
const PLACE = /<template id="([BP]:[0-9a-f]{1,8})"><\/template>/g
const BOUNDARY_MARK = /<!--(\/?)\$[?!]?[^>-]{0,20}-->/g

/** Real pages have at most 60. Beyond, and where nothing fits together, the page is read as it was sent. */
const MOST_PARTS = 2000
const MOST_TRIES = 4
/** Boundaries within a fallback. */
const MOST_MARKS = 1000
/** Parts stand one after another; on average no deeper within each other than this. */
const MOST_DEPTH = 4

interface Part {
  readonly from: number
  readonly to: number
  /** Of what is inside. */
  readonly start: number
  readonly end: number
}

/** The source with the parts where they belong; the same string when nothing was sent later. Linear in its length. */
export function inPlace(source: string): string {
  if (!hasParts(source)) return source
  const parts = findParts(source)
  const partAt = new Map<string, Part>()
  for (const [, kind, first = '', second = ''] of source.matchAll(CALL)) {
    const [place, id] = kind === 'S' ? [second, first] : [first, second]
    const part = parts.get(id)
    if (part && !partAt.has(place)) partAt.set(place, part)
  }
  placeByNumber(source, parts, partAt)
  for (let tries = 0; tries < MOST_TRIES && partAt.size > 0 && partAt.size <= MOST_PARTS; tries++) {
    const weaver = new Weaver(source, partAt)
    const whole = weaver.run()
    const lost = [...partAt].filter(([, part]) => !weaver.moved.has(part))
    if (lost.length === 0) return whole
    // Their places are gone, with a fallback for example: they stay where they are.
    for (const [place] of lost) partAt.delete(place)
  }
  return source
}

/** Whether any part is there at all. Looked for by its rarest letters: every page is asked, and few have one. */
function hasParts(source: string): boolean {
  for (let at = source.indexOf('S:'); at >= 0; at = source.indexOf('S:', at + 2)) if (source.startsWith(PART_ID, at - PART_ID.length)) return true
  return false
}

/**
 * Parts that no line of script places, because the page was saved without its scripts: React numbers a place as the
 * part that belongs there.
 */
function placeByNumber(source: string, parts: ReadonlyMap<string, Part>, partAt: Map<string, Part>): void {
  const placed = new Set(partAt.values())
  if (placed.size === parts.size) return
  for (const [, place = ''] of source.matchAll(PLACE)) {
    const part = parts.get(`S${place.slice(1)}`)
    if (!part || placed.has(part) || partAt.has(place)) continue
    partAt.set(place, part)
    placed.add(part)
  }
}

function findParts(source: string): Map<string, Part> {
  const parts = new Map<string, Part>()
  let read = 0
  for (const match of source.matchAll(PART)) {
    const [tag, name = '', id = ''] = match
    if (parts.has(id)) continue
    const start = match.index + tag.length
    const to = nestedEnd(source, name, start)
    if (to === start || (read += to - start) > source.length * MOST_DEPTH) break
    parts.set(id, { from: match.index, to, start, end: source.lastIndexOf('<', to - 1) })
  }
  return parts
}

class Weaver {
  private readonly out: string[] = []
  /** From here on there is no boundary's comment. */
  private noMarkFrom = Number.POSITIVE_INFINITY
  readonly moved = new Set<Part>()
  /** Places of the parts, in the order of the source, to be left out where they stand. */
  private readonly leftOut: readonly Part[]

  constructor(private readonly source: string, private readonly partAt: ReadonlyMap<string, Part>) {
    this.leftOut = [...new Set(partAt.values())].sort((a, b) => a.from - b.from)
  }

  run(): string {
    this.write(0, this.source.length)
    return this.out.join('')
  }

  /** Writes a range with its placeholders filled; a part that stands in it is written where it belongs, not here. */
  private write(from: number, to: number): void {
    let at = from
    const places = new RegExp(PLACE)
    places.lastIndex = from
    for (let match = places.exec(this.source); match && match.index < to; match = places.exec(this.source)) {
      const part = this.partAt.get(match[1] ?? '')
      if (!part || match.index < at || this.moved.has(part)) continue
      const hidden = this.partAround(match.index, from, to)
      if (hidden) {
        places.lastIndex = hidden.to
        continue
      }
      this.plain(at, match.index)
      this.moved.add(part)
      this.write(part.start, part.end)
      at = match[1]?.startsWith('B') ? this.fallbackEnd(places.lastIndex, to) : places.lastIndex
      places.lastIndex = at
    }
    this.plain(at, to)
  }

  /** A part that stands within the range and holds this place: its turn comes where it belongs. */
  private partAround(place: number, from: number, to: number): Part | undefined {
    return this.leftOut.find(part => part.from >= from && part.to <= to && part.from < place && place < part.to)
  }

  private plain(from: number, to: number): void {
    let at = from
    for (const part of this.leftOut) {
      if (part.to <= at || part.from >= to || (part.from < from && part.to > to)) continue
      if (part.from > at) this.out.push(this.source.slice(at, part.from))
      at = Math.min(part.to, to)
    }
    if (at < to) this.out.push(this.source.slice(at, to))
  }

  /** Where the comment that ends a boundary begins; `from` when there is none. */
  private fallbackEnd(from: number, to: number): number {
    if (from >= this.noMarkFrom) return from
    const marks = new RegExp(BOUNDARY_MARK)
    marks.lastIndex = from
    let depth = 1
    for (let count = 0; count < MOST_MARKS; count++) {
      const match = marks.exec(this.source)
      if (!match) {
        this.noMarkFrom = from
        return from
      }
      if (match.index >= to) return from
      depth += match[1] === '/' ? -1 : 1
      if (depth === 0) return match.index
    }
    return from
  }
}
