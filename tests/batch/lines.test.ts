/** Protects: lines are the same however the bytes arrive, monsters are never held, and faults come behind whole lines. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf, namesOf, type Line } from '../../src/batch/lines.js'

async function* chunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

async function all<T>(found: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of found) items.push(item)
  return items
}

async function linesFrom(text: string, sizes: readonly number[] = [], limit = 1000): Promise<Line[]> {
  return all(linesOf(chunks(Buffer.from(text), sizes), limit))
}

const shown = (lines: readonly Line[]): unknown[] => lines.map(({ number, offset, bytes }) => {
  return [number, offset, bytes === null ? null : Buffer.from(bytes).toString()]
})

test('ends of all kinds, with numbers and places', async () => {
  expect(shown(await linesFrom('\ufeffone\r\n\ntwo\nthree'))).toEqual([[1, 0, 'one'], [2, 8, ''], [3, 9, 'two'], [4, 13, 'three']])
  expect(shown(await linesFrom(''))).toEqual([])
})

test('a line over the limit comes as a place without its bytes, the others are not harmed', async () => {
  expect(shown(await linesFrom(`a\n${'x'.repeat(50)}\nb\n`, [3, 9, 1], 10))).toEqual([[1, 0, 'a'], [2, 2, null], [3, 53, 'b']])
})

test('how the bytes arrive makes no difference', async () => {
  const text = fc.stringMatching(/^[ab\n\r]{0,40}$/)
  await fc.assert(fc.asyncProperty(text, fc.array(fc.nat(7), { maxLength: 12 }), async (given, sizes) => {
    expect(shown(await linesFrom(given, sizes))).toEqual(shown(await linesFrom(given)))
  }))
})

test('a fault of the stream comes behind the lines before it', async () => {
  const seen: string[] = []
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('one\ntwo\nthr')
    throw new Error('cut')
  }
  await expect((async () => {
    for await (const { bytes } of linesOf(broken(), 100)) seen.push(Buffer.from(bytes ?? []).toString())
  })()).rejects.toThrow('cut')
  expect(seen).toEqual(['one', 'two'])
})

test('names: one per line, or separated by NUL, and then with any sign in them', async () => {
  const names = async (text: string): Promise<string[]> => all(namesOf(chunks(Buffer.from(text), [0, 15, 2]), 1000))
  expect(await names('a b.html\r\n\nc.html')).toEqual(['a b.html', 'c.html'])
  expect(await names('new\nline.html\0 b.html\0')).toEqual(['new\nline.html', ' b.html'])
  expect(await names('')).toEqual([])
})
