/** A stream of bytes as lines, none of which is held when it is longer than a limit. */

export interface Line {
  /** From 1. */
  readonly number: number
  /** Of its first byte. */
  readonly offset: number
  /** Without its end; null when the line is longer than the limit. */
  readonly bytes: Uint8Array | null
  /** Of the whole line, without its end. */
  readonly length: number
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const NUL = 0

/**
 * Lines end with LF or CR LF; the last one may lack its end. A byte order mark at the start is no part of the first.
 * Rejects with the stream's error after the whole lines before it.
 * @param limit bytes
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  for await (const { piece, offset, length, number } of piecesOf(chunks, LINE_FEED, limit)) {
    if (piece === null) {
      yield { number, offset, bytes: null, length }
      continue
    }
    const end = piece.at(-1) === CARRIAGE_RETURN ? piece.length - 1 : piece.length
    const marked = number === 1 && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf
    yield { number, offset, bytes: piece.subarray(marked ? 3 : 0, end), length }
  }
}

/**
 * A list of names, one per line, or separated by NUL if the first ends so. Empty names are left out.
 * @param limit bytes of one name; longer ones are cut
 */
export async function* namesOf(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<string> {
  const { first, all } = await peek(chunks)
  const nul = first.indexOf(NUL)
  const separator = nul === -1 ? LINE_FEED : NUL
  for await (const { piece } of piecesOf(all, separator, limit)) {
    const name = Buffer.from(piece ?? []).toString()
    const trimmed = separator === NUL ? name : name.replace(/\r$/, '').replace(/^\ufeff/, '')
    if (trimmed !== '') yield trimmed
  }
}

interface Piece {
  readonly piece: Uint8Array | null
  readonly number: number
  readonly offset: number
  readonly length: number
}

async function* piecesOf(chunks: AsyncIterable<Uint8Array>, separator: number, limit: number): AsyncGenerator<Piece> {
  let held: Uint8Array[] = []
  let length = 0
  let offset = 0
  let number = 0
  const add = (part: Uint8Array): void => {
    length += part.length
    if (length > limit) held = []
    else if (part.length > 0) held.push(part)
  }
  const take = (): Piece => {
    const piece = length > limit ? null : held.length === 1 ? held[0]! : Buffer.concat(held)
    number += 1
    const taken = { piece, number, offset, length }
    offset += length + 1
    held = []
    length = 0
    return taken
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(separator); at !== -1; at = chunk.indexOf(separator, from)) {
      add(chunk.subarray(from, at))
      yield take()
      from = at + 1
    }
    add(chunk.subarray(from))
  }
  if (length > 0) yield take()
}

/** The first chunk that is not empty, and everything with it. */
export async function peek(chunks: AsyncIterable<Uint8Array>): Promise<{ first: Uint8Array, all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  let next = await iterator.next()
  while (next.done !== true && next.value.length === 0) next = await iterator.next()
  const first = next.done === true ? new Uint8Array() : next.value
  const all = async function* (): AsyncGenerator<Uint8Array> {
    try {
      if (first.length > 0) yield first
      yield* { [Symbol.asyncIterator]: () => iterator }
    } finally {
      await iterator.return?.()
    }
  }
  return { first, all: all() }
}
