/** Protects: compressed inputs are read as what they hold, damage is told, and a bomb is never held. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { compressionOf, recognized, withoutCompression } from '../../src/batch/compression.js'
import { collect, readWhole, streamFile } from '../../src/batch/read.js'

const folder = mkdtempSync(join(tmpdir(), 'cleancopy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TEXT = Buffer.from('the ferry left before dawn\n'.repeat(5000))
/** `zstd` of "lemons lemons lemons\n", with its checksum. */
const ZSTD = Buffer.from('KLUv/QRYdQAAQGxlbW9ucyAKAQA6ihHjqaZU', 'base64')

function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

test('names', () => {
  expect(['a.html.gz', 'a.jsonl.ZST', 'a.br', 'a.html'].map(compressionOf)).toEqual(['gzip', 'zstd', 'brotli', null])
  expect(withoutCompression('a.html.gz')).toBe('a.html')
})

test.each([
  ['gzip', 'a.gz', gzipSync(TEXT)], ['members of gzip', 'b.gz', Buffer.concat([gzipSync(TEXT.subarray(0, 9)), gzipSync(TEXT.subarray(9))])],
  ['brotli', 'a.br', brotliCompressSync(TEXT)], ['plain', 'a.txt', TEXT],
])('%s is read whole', async (_, name, bytes) => {
  expect(TEXT.equals(await readWhole(file(name, bytes), 1e6))).toBe(true)
})

test.each([
  ['cut', 'cut.gz', gzipSync(TEXT).subarray(0, 200), 'Z_BUF_ERROR'], ['another thing', 'not.gz', TEXT, 'Z_DATA_ERROR'],
  ['zstd that is cut', 'cut.zst', ZSTD.subarray(0, 12), 'Z_BUF_ERROR'], ['no zstd', 'not.zst', TEXT, 'Z_DATA_ERROR'],
])('%s is told by a code', async (_, name, bytes, code) => {
  await expect(readWhole(file(name, bytes), 1e6)).rejects.toMatchObject({ code: expect.stringMatching(`${code}|ZSTD`) })
})

test('nothing is read beyond the limit, compressed or not', async () => {
  // Of many members: a large buffer of our own, freed at some time, would be counted too.
  const bomb = file('bomb.gz', Buffer.concat(Array<Buffer>(300).fill(gzipSync(Buffer.alloc(500_000)))))
  const before = process.memoryUsage().arrayBuffers
  await expect(readWhole(bomb, 100_000)).rejects.toMatchObject({ code: 'too-large' })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000)
  await expect(readWhole(file('big.txt', TEXT), 1000)).rejects.toMatchObject({ code: 'too-large' })
})

test('what comes before the damage comes out, always the same', async () => {
  const noise = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919 + (at >> 3)) % 251))
  const path = file('late.gz', gzipSync(noise).subarray(0, -1000))
  const lengthBefore = async (): Promise<number> => {
    let length = 0
    try {
      for await (const chunk of streamFile(path)) length += chunk.length
    } catch { /* that is what is awaited */ }
    return length
  }
  const first = await lengthBefore()
  expect(first).toBeGreaterThan(100_000)
  expect(await lengthBefore()).toBe(first)
})

test('damage has one code, whoever compressed', async () => {
  const long = Array.from({ length: 500 }, (_, at) => `line ${at * 7919 % 1000}`).join('\n')
  for (const [name, packed] of [['broken.br', brotliCompressSync(long)], ['broken.gz', gzipSync(long)]] as const) {
    packed.fill(0xaa, 50, 150)
    await expect(readWhole(file(name, packed), 1e6)).rejects.toMatchObject({ code: 'Z_DATA_ERROR' })
  }
})

test('streams without a name tell by their first bytes', async () => {
  const all = async (bytes: Uint8Array): Promise<string> => {
    const one = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 0)
      yield bytes
    }
    return Buffer.from(await collect(recognized(one()), 1000)).toString()
  }
  expect(await all(gzipSync(Buffer.from('lemons')))).toBe('lemons')
  expect(await all(ZSTD)).toBe('lemons lemons lemons\n')
  expect(await all(Buffer.from('lemons'))).toBe('lemons')
})
