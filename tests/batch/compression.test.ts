/** Protects: compressed inputs are read as what they hold, damage is told, and a bomb is never held. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { compressionOf, withoutCompression } from '../../src/batch/compression.js'
import { decompressed, recognized } from '../../src/batch/decompress.js'
import { collect, readWhole, streamFile } from '../../src/batch/read.js'
import { storedZstd } from './warcs.js'

const folder = mkdtempSync(join(tmpdir(), 'cleancopy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const TEXT = Buffer.from('the ferry left before dawn\n'.repeat(5000))
/** `zstd` of "lemons lemons lemons\n", with its checksum. */
const ZSTD = Buffer.from('KLUv/QRYdQAAQGxlbW9ucyAKAQA6ihHjqaZU', 'base64')

/** Binary, and the beginning of nothing that is known. */
const NOISE = Buffer.from([0, 1, 2, 3, ...TEXT.subarray(0, 100)])

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

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
  expect(TEXT.equals((await readWhole(file(name, bytes), 1e6)).bytes)).toBe(true)
})

test('what holds nothing is whole all the same: a job writes such parts', async () => {
  const nothing = gzipSync('')
  for (const bytes of [nothing, Buffer.concat([nothing, nothing]), Buffer.concat([nothing, Buffer.alloc(512)]), brotliCompressSync('')]) {
    const name = bytes[0] === 0x1f ? 'void.gz' : 'void.br'
    expect((await readWhole(file(name, bytes), 1e6)).bytes.length).toBe(0)
  }
  const around = Buffer.concat([nothing, gzipSync(TEXT), nothing])
  expect(TEXT.equals((await readWhole(file('around.gz', around), 1e6)).bytes)).toBe(true)
  expect((await readWhole(file('behind.gz', Buffer.concat([nothing, TEXT])), 1e6)).trailing).toBe(true)
})

test.each([
  ['cut', 'cut.gz', gzipSync(TEXT).subarray(0, 200), 'Z_BUF_ERROR'], ['cut within its header', 'head.gz', gzipSync(TEXT).subarray(0, 7), 'Z_BUF_ERROR'],
  ['a second member that is cut', 'second.gz', Buffer.concat([gzipSync(TEXT), gzipSync(TEXT).subarray(0, 2)]), 'Z_BUF_ERROR'],
  ['nothing', 'none.gz', Buffer.alloc(0), 'Z_BUF_ERROR'], ['no zstd at all', 'none.zst', Buffer.alloc(0), 'Z_BUF_ERROR'],
  ['zstd that is cut', 'cut.zst', ZSTD.subarray(0, 12), 'Z_BUF_ERROR'],
  ['something else', 'noise.gz', NOISE, 'Z_OTHER'], ['no zstd', 'noise.zst', NOISE, 'Z_OTHER'],
])('%s is told by a code', async (_, name, bytes, code) => {
  await expect(readWhole(file(name, bytes), 1e6)).rejects.toMatchObject({ code })
})

describe('behind the end', () => {
  // Longer than what is decompressed at one time, and no part of it like another.
  const long = Buffer.from(Array.from({ length: 30_000 }, (_, at) => `line ${at} ${at * 7919 % 1009}`).join('\n'))
  const zstdOfLong = Buffer.concat([storedZstd(long), ZSTD])

  test.each([
    ['gzip', gzipSync(long), long], ['brotli', brotliCompressSync(long), long],
    ['zstd', zstdOfLong, Buffer.concat([long, Buffer.from('lemons lemons lemons\n')])],
  ] as const)('%s: what is none of it is told, and nothing before it is lost', async (compression, packed, text) => {
    for (const size of [1_000_000, 1000]) {
      const read: Uint8Array[] = []
      const reading = async (): Promise<void> => {
        const bytes = pieces(Buffer.concat([packed, Buffer.from('this was never compressed')]), size)
        for await (const chunk of decompressed(bytes, compression)) read.push(chunk)
      }
      await expect(reading()).rejects.toMatchObject({ code: 'Z_TRAILING' })
      expect(text.equals(Buffer.concat(read))).toBe(true)
    }
  })

  test('zeros are padding, as gzip has it', async () => {
    expect(long.equals(await collect(decompressed(pieces(Buffer.concat([gzipSync(long), Buffer.alloc(512)]), 1000), 'gzip'), 1e6))).toBe(true)
  })

  test('a document is whole all the same', async () => {
    const path = file('more.gz', Buffer.concat([gzipSync(TEXT), Buffer.from('more')]))
    expect(await readWhole(path, 1e6)).toMatchObject({ trailing: true })
    expect(TEXT.equals((await readWhole(path, 1e6)).bytes)).toBe(true)
    expect(await readWhole(file('fine.gz', gzipSync(TEXT)), 1e6)).toMatchObject({ trailing: false })
  })
})

describe('a name that is wrong', () => {
  test.each(['plain.gz', 'plain.zst', 'plain.br'])('%s is read as the text that it is', async (name) => {
    expect(TEXT.equals((await readWhole(file(name, TEXT), 1e6)).bytes)).toBe(true)
    expect(TEXT.equals(await collect(streamFile(file(name, TEXT)), 1e6))).toBe(true)
  })

  test('so is UTF-16, and gzip that is called something else', async () => {
    const wide = Buffer.from('\ufeffthe ferry left before dawn', 'utf16le')
    expect(wide.equals((await readWhole(file('wide.gz', wide), 1e6)).bytes)).toBe(true)
    expect(TEXT.equals((await readWhole(file('page.html', gzipSync(TEXT)), 1e6)).bytes)).toBe(true)
    expect(TEXT.equals((await readWhole(file('page.html.zst', gzipSync(TEXT)), 1e6)).bytes)).toBe(true)
  })

  test('the limit holds behind it', async () => {
    await expect(readWhole(file('bomb.html', gzipSync(Buffer.alloc(1_000_000))), 100_000)).rejects.toMatchObject({ code: 'too-large' })
  })

  test('short brotli that begins like a text is no text', async () => {
    for (const word of ['a', 'lemons', 'the ferry left before dawn, with forty passengers and lemons']) {
      expect(Buffer.from((await readWhole(file('short.br', brotliCompressSync(word)), 1e6)).bytes).toString()).toBe(word)
    }
  })
})

test('zstd: every frame is read, also behind frames to be skipped', async () => {
  const skipped = Buffer.from('502a4d180500000068656c6c6f', 'hex')
  const path = file('frames.zst', Buffer.concat([skipped, ZSTD, skipped, ZSTD]))
  expect(Buffer.from((await readWhole(path, 1e6)).bytes).toString()).toBe('lemons lemons lemons\n'.repeat(2))
})

test('zstd: a flipped bit is told by the checksum of its frame, whatever the size of the pieces', async () => {
  // A block as it is, and the frame's checksum, of which there is none in the first frame.
  const [plain, text] = [storedZstd(TEXT), Buffer.from('lemons lemons lemons\n')]
  for (const size of [1, 7, 1_000_000]) {
    expect(Buffer.concat([text, TEXT, text]).equals(await collect(decompressed(pieces(Buffer.concat([ZSTD, plain, ZSTD]), size), 'zstd'), 1e6))).toBe(true)
    const flipped = Buffer.from(ZSTD)
    flipped[12]! ^= 1
    const read: Uint8Array[] = []
    const reading = async (): Promise<void> => {
      for await (const chunk of decompressed(pieces(Buffer.concat([plain, flipped]), size), 'zstd')) read.push(chunk)
    }
    await expect(reading()).rejects.toMatchObject({ code: 'Z_DATA_ERROR' })
    expect(Buffer.concat(read).subarray(0, TEXT.length).equals(TEXT)).toBe(true)
  }
})

test('zstd: frames of nothing and of a few bytes are whole', async () => {
  const [nothing, short] = [Buffer.from('KLUv/SQAAQAAmenYUQ==', 'base64'), Buffer.from('KLUv/QRYGQAAaGkKND1Qkg==', 'base64')]
  for (const size of [1, 5, 100]) {
    const bytes = await collect(decompressed(pieces(Buffer.concat([short, nothing, short]), size), 'zstd'), 1e6)
    expect(Buffer.from(bytes).toString()).toBe('hi\nhi\n')
  }
})

test('nothing is read beyond the limit, compressed or not', async () => {
  // Of many members: a large buffer of our own, freed at some time, would be counted too.
  const bomb = file('bomb.gz', Buffer.concat(Array<Buffer>(300).fill(gzipSync(Buffer.alloc(500_000)))))
  const before = process.memoryUsage().arrayBuffers
  await expect(readWhole(bomb, 100_000)).rejects.toMatchObject({ code: 'too-large' })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000)
  await expect(readWhole(file('big.txt', TEXT), 1000)).rejects.toMatchObject({ code: 'too-large' })
})

test.skipIf(process.platform === 'win32')('nor of what has no end', async () => {
  await expect(readWhole('/dev/zero', 100_000)).rejects.toMatchObject({ code: 'too-large' })
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
