/** Bytes looked at for control characters. Enough for any header, little enough for any size. */
const SAMPLE = 65_536

/**
 * Share of control characters from which a sample is no text. Random bytes have 10 %, executables more;
 * pages with stray NULs or form feeds stay far below 1 %.
 */
const TOO_MANY_CONTROLS = 0.03

interface Signature {
  readonly name: string
  readonly at: number
  readonly bytes: readonly number[]
  /** The signature could begin a text, so a control character must be near as well. */
  readonly weak?: true
}

const ascii = (text: string): number[] => Array.from(text, letter => letter.charCodeAt(0))

/** File signatures as registered with IANA or given in the formats' own specifications. */
const SIGNATURES: readonly Signature[] = [
  { name: 'PNG image', at: 0, bytes: [0x89, ...ascii('PNG')] },
  { name: 'JPEG image', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { name: 'GIF image', at: 0, bytes: ascii('GIF8'), weak: true },
  { name: 'RIFF media', at: 0, bytes: ascii('RIFF'), weak: true },
  { name: 'ISO media', at: 4, bytes: ascii('ftyp'), weak: true },
  { name: 'Ogg media', at: 0, bytes: ascii('OggS'), weak: true },
  { name: 'MP3 audio', at: 0, bytes: ascii('ID3'), weak: true },
  { name: 'PDF document', at: 0, bytes: ascii('%PDF-') },
  { name: 'ZIP archive', at: 0, bytes: [...ascii('PK'), 3, 4] },
  { name: 'ZIP archive', at: 0, bytes: [...ascii('PK'), 5, 6] },
  { name: 'gzip data', at: 0, bytes: [0x1f, 0x8b] },
  { name: 'zstd data', at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'xz data', at: 0, bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { name: '7z archive', at: 0, bytes: [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c] },
  { name: 'RAR archive', at: 0, bytes: [...ascii('Rar!'), 0x1a, 7] },
  { name: 'bzip2 data', at: 0, bytes: ascii('BZh'), weak: true },
  { name: 'OLE document', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { name: 'ELF executable', at: 0, bytes: [0x7f, ...ascii('ELF')] },
  { name: 'SQLite database', at: 0, bytes: [...ascii('SQLite format 3'), 0] },
  { name: 'font', at: 0, bytes: ascii('wOFF'), weak: true },
  { name: 'font', at: 0, bytes: ascii('wOF2'), weak: true },
]

/**
 * What the bytes are when they are no text (a format's name, or a count of control characters), else null.
 * Not for UTF-16, half of whose bytes may be NUL.
 */
export function binaryFormat(bytes: Uint8Array): string | null {
  const size = Math.min(bytes.length, SAMPLE)
  const controls = countControls(bytes, size)
  const signature = SIGNATURES.find(known => begins(bytes, known) && (!known.weak || controls > 0))
  if (signature) return signature.name
  if (controls > size * TOO_MANY_CONTROLS && controls > 2) return `${controls} control characters in ${size} bytes`
  return null
}

function begins(bytes: Uint8Array, signature: Signature): boolean {
  return signature.bytes.every((byte, index) => bytes[signature.at + index] === byte)
}

/** Tab, line feed, form feed, carriage return and escape (ISO-2022-JP) occur in texts. */
function countControls(bytes: Uint8Array, size: number): number {
  let count = 0
  for (let i = 0; i < size; i++) {
    const byte = bytes[i] as number
    if (byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27)) count++
  }
  return count
}
