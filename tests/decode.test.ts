/** Protects: no text is lost or garbled between the wire and the parser, and nothing makes decode throw. */
import { TextDecoder } from '@exodus/bytes/encoding.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decoded, Source } from '../src/model.js'
import { decode } from '../src/stages/decode.js'

const UNKNOWN: Source = { url: null, contentType: null, lang: null }
const served = (contentType: string): Source => ({ ...UNKNOWN, contentType })
const codes = (decoded: Decoded): string[] => decoded.trail.problems.map(problem => problem.code)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.split(' '), byte => Number.parseInt(byte, 16))
const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap(part => Array.from(part)))

/** Reverse tables made from a decoder (Node's own gets windows-1252 wrong): one and two bytes are enough for these texts. */
const tables = new Map<string, Map<string, number[]>>()
function encode(label: string, text: string): Uint8Array {
  const table = tables.get(label) ?? reverse(label)
  tables.set(label, table)
  return Uint8Array.from(Array.from(text).flatMap(letter => {
    const found = table.get(letter)
    if (!found) throw new Error(`${letter} is not in ${label}`)
    return found
  }))
}
function reverse(label: string): Map<string, number[]> {
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder(label)
  const enter = (sequence: number[]) => {
    const text = decoder.decode(Uint8Array.from(sequence))
    if (Array.from(text).length === 1 && text !== '\uFFFD' && !table.has(text)) table.set(text, sequence)
  }
  for (let a = 0; a < 256; a++) enter([a])
  if (/^(?:shift|euc|gb|big)/.test(label)) for (let a = 0x81; a < 0xff; a++) for (let b = 0x40; b < 0xff; b++) enter([a, b])
  return table
}

const TEXTS: Record<string, string> = {
  'windows-1252': 'L’été dernier, la forêt brûlait près du château ; les élèves étaient déjà arrivés à l’école.',
  'windows-1251': 'Весной реки поднялись выше обычного, и жители посёлка помогали друг другу переносить вещи на холм.',
  'koi8-r': 'Весной реки поднялись выше обычного, и жители деревни помогали друг другу переносить вещи на холм.',
  'iso-8859-2': 'Wiosną rzeki podniosły się wyżej niż zwykle, a mieszkańcy wsi pomagali sobie nawzajem przenosić rzeczy.',
  'shift_jis': '春になると川の水がいつもより高くなり、村の人たちは助け合って荷物を丘の上に運びました。',
  'euc-jp': '春になると川の水がいつもより高くなり、村の人たちは助け合って荷物を丘の上に運びました。',
  'euc-kr': '봄이 되자 강물이 평소보다 높아졌고 마을 사람들은 서로 도와 짐을 언덕 위로 옮겼다.',
  'gb18030': '春天河水涨得比平时高，村里的人们互相帮助，把东西搬到山上去。大家都说这是几十年来最大的一次洪水。',
  'big5': '春天河水漲得比平時高，村裡的人們互相幫助，把東西搬到山上去。大家都說這是幾十年來最大的一次洪水。',
  'windows-1253': 'Την άνοιξη τα ποτάμια ανέβηκαν ψηλότερα από το συνηθισμένο και οι κάτοικοι βοήθησαν ο ένας τον άλλον.',
  'windows-1254': 'İlkbaharda nehirler her zamankinden daha fazla yükseldi ve köylüler eşyalarını tepeye taşıdı, şöyle dediler.',
  'windows-1256': 'في الربيع ارتفعت الأنهار أكثر من المعتاد وساعد سكان القرية بعضهم بعضا في نقل أمتعتهم إلى التل.',
  'windows-1255': 'באביב עלו הנהרות יותר מהרגיל ותושבי הכפר עזרו זה לזה להעביר את חפציהם אל הגבעה.',
  'windows-874': 'ในฤดูใบไม้ผลิแม่น้ำสูงขึ้นกว่าปกติและชาวบ้านช่วยกันขนของขึ้นไปบนเนินเขา',
}
const LANGUAGE: Record<string, string> = {
  'windows-1252': 'fr', 'windows-1251': 'ru', 'koi8-r': 'ru', 'iso-8859-2': 'pl', 'shift_jis': 'ja', 'euc-jp': 'ja',
  'euc-kr': 'ko', 'gb18030': 'zh', 'big5': 'zh', 'windows-1253': 'el', 'windows-1254': 'tr', 'windows-1256': 'ar',
  'windows-1255': 'he', 'windows-874': 'th',
}
const page = (head: string, text: string): string =>
  `<!doctype html><html><head>${head}<title>T</title></head><body><div class="main"><p>${text}</p></div></body></html>`

describe('strings', () => {
  it('pass, less one byte order mark', () => {
    expect(decode('\uFEFF\uFEFFHello', UNKNOWN, 'text')).toMatchObject({ text: '\uFEFFHello', encodingFrom: 'string' })
  })
})

describe('declared encodings', () => {
  for (const [label, text] of Object.entries(TEXTS)) {
    it(`${label} by meta, http-equiv and header`, () => {
      for (const head of [`<meta charset="${label}">`, `<meta http-equiv=Content-Type content="text/html; charset=${label}">`]) {
        const decoded = decode(encode(label, page(head, text)), UNKNOWN, 'page')
        expect(decoded).toMatchObject({ encoding: label, encodingFrom: 'meta' })
        expect(decoded.text).toContain(text)
        expect(codes(decoded)).toEqual([])
      }
      const decoded = decode(encode(label, text), served(`text/plain; charset="${label.toUpperCase()}"`), 'text')
      expect(decoded).toMatchObject({ text, encoding: label, encodingFrom: 'header' })
    })
  }

  it('header beats meta, a byte order mark beats both', () => {
    const both = encode('windows-1251', page('<meta charset="utf-8">', TEXTS['windows-1251'] as string))
    expect(decode(both, served('text/html;charset=cp1251'), 'page').encoding).toBe('windows-1251')
    const marked = join(bytes('ef bb bf'), utf8(page('<meta charset="koi8-r">', 'Привет')))
    const decoded = decode(marked, served('text/html; charset=latin1'), 'page')
    expect(decoded).toMatchObject({ encoding: 'utf-8', encodingFrom: 'bom' })
    expect(decoded.text.startsWith('<!doctype')).toBe(true)
  })

  it('a meta behind the first kilobyte counts, one in a comment or script does not', () => {
    const head = `<script>${' '.repeat(3000)}var a = '<meta charset="koi8-r">'</script><!-- <meta charset="euc-kr"> --><META charset=windows-1251>`
    const decoded = decode(encode('windows-1251', page(head, 'Привет')), UNKNOWN, 'page')
    expect(decoded).toMatchObject({ encoding: 'windows-1251', encodingFrom: 'meta' })
  })

  it('the XML declaration of XHTML counts', () => {
    const xhtml = '<?xml version="1.0" encoding="ISO-8859-2"?><html><body><p>Zażółć</p></body></html>'
    expect(decode(encode('iso-8859-2', xhtml), UNKNOWN, 'page')).toMatchObject({ text: xhtml, encoding: 'iso-8859-2' })
  })

  it('a meta in a text is text', () => {
    expect(decode(utf8('<meta charset="koi8-r"> is how to say it'), UNKNOWN, 'text').encoding).toBe('utf-8')
  })

  it('x-user-defined is windows-1252 in a meta and itself in a header', () => {
    const input = join(utf8('<meta charset="x-user-defined"><p>'), bytes('e9'))
    expect(decode(input, UNKNOWN, 'page')).toMatchObject({ encoding: 'windows-1252', encodingFrom: 'meta' })
    const served1 = decode(bytes('41 e9'), served('text/plain; charset=x-user-defined'), 'text')
    expect(served1).toMatchObject({ text: 'A\uF7E9', encoding: 'x-user-defined' })
  })

  it('labels that may not be read, or that nobody knows, lead to detection', () => {
    for (const label of ['iso-2022-kr', 'hz-gb-2312', 'replacement', 'x-klingon', 'none', 'utf-7']) {
      const decoded = decode(utf8('Grüße'), served(`text/html; charset=${label}`), 'page')
      expect(decoded).toMatchObject({ text: 'Grüße', encoding: 'utf-8', encodingFrom: 'detected' })
    }
  })

  it('survives the meta that breaks the sniffer', () => {
    const decoded = decode(utf8('<meta content="charset"><meta charset=koi8-r><p>x'), UNKNOWN, 'page')
    expect(decoded.encoding).toBe('koi8-r')
  })
})

describe('refuted declarations', () => {
  it('declared utf-8, but windows-1251', () => {
    const text = TEXTS['windows-1251'] as string
    const decoded = decode(encode('windows-1251', page('<meta charset="utf-8">', text)), UNKNOWN, 'page')
    expect(decoded).toMatchObject({ encoding: 'windows-1251', encodingFrom: 'detected' })
    expect(decoded.text).toContain(text)
    expect(codes(decoded)).toEqual(['encoding-guessed'])
  })

  it('declared latin1 or gbk, but UTF-8', () => {
    for (const label of ['iso-8859-1', 'windows-1251', 'gbk']) {
      const decoded = decode(utf8(page(`<meta charset="${label}">`, TEXTS['koi8-r'] as string)), UNKNOWN, 'page')
      expect(decoded).toMatchObject({ encoding: 'utf-8', encodingFrom: 'detected' })
      expect(codes(decoded)).toEqual(['encoding-guessed'])
    }
  })

  it('one chance sequence does not refute latin1', () => {
    const decoded = decode(bytes('41 c3 a9 42'), served('text/plain; charset=latin1'), 'text')
    expect(decoded).toMatchObject({ text: 'AÃ©B', encoding: 'windows-1252', encodingFrom: 'header' })
  })

  it('a few stray bytes in a UTF-8 page are replaced and counted', () => {
    const decoded = decode(join(utf8('<meta charset=utf-8><p>Größe, Übung, Straße, Fuß'), bytes('e9 20 ff')), UNKNOWN, 'page')
    expect(decoded).toMatchObject({ encoding: 'utf-8', encodingFrom: 'meta' })
    expect(decoded.trail.problems).toEqual([{ code: 'undecodable-bytes', stage: 'decode', rule: '', detail: '2' }])
  })

  it('half UTF-8, half legacy stays what it says', () => {
    const text = TEXTS['windows-1251'] as string
    const decoded = decode(join(utf8(`<meta charset=utf-8><p>${text}`), encode('windows-1251', text)), UNKNOWN, 'page')
    expect(decoded.text).toContain(text)
    expect(codes(decoded)).toEqual(['undecodable-bytes'])
  })

  it('a replacement character that the author wrote is no loss', () => {
    expect(codes(decode(utf8('The sign \uFFFD stands for ü'), UNKNOWN, 'text'))).toEqual([])
  })

  it('declared utf-16, but 8-bit', () => {
    const decoded = decode(utf8('<p>Plain'), served('text/html; charset=utf-16'), 'page')
    expect(decoded).toMatchObject({ text: '<p>Plain', encoding: 'utf-8' })
  })
})

describe('detection', () => {
  for (const [label, text] of Object.entries(TEXTS)) {
    it(`finds ${label} when the page names its language`, () => {
      const input = encode(label, `<html lang="${LANGUAGE[label]}"><body class="main page"><p>${text}</p></body></html>`)
      const decoded = decode(input, UNKNOWN, 'page')
      expect(decoded.text).toContain(text)
      expect(decoded.encodingFrom).toBe('detected')
      expect(codes(decoded)).toEqual(['encoding-guessed'])
    })
  }

  it('finds common encodings without any hint', () => {
    for (const label of ['windows-1252', 'windows-1251', 'koi8-r', 'shift_jis', 'euc-jp', 'euc-kr', 'gb18030', 'big5']) {
      const text = Array(4).fill(TEXTS[label]).join(' ')
      expect(decode(encode(label, text), UNKNOWN, 'text').text, label).toBe(text)
    }
  })

  it('UTF-8 wins over every guess, pure ASCII is the default', () => {
    for (const text of Object.values(TEXTS)) {
      expect(decode(utf8(text), UNKNOWN, 'text')).toMatchObject({ text, encoding: 'utf-8', encodingFrom: 'detected' })
    }
    expect(decode(utf8('plain'), UNKNOWN, 'text')).toMatchObject({ encoding: 'utf-8', encodingFrom: 'default' })
  })

  it('a single accent in Latin-1', () => {
    expect(decode(bytes('43 61 66 e9'), UNKNOWN, 'text').text).toBe('Café')
  })

  it('ISO-2022-JP by its shift sequences', () => {
    const input = bytes('1b 24 42 46 7c 4b 5c 1b 28 42 2e')
    expect(decode(input, UNKNOWN, 'text')).toMatchObject({ text: '日本.', encoding: 'iso-2022-jp' })
  })
})

describe('UTF-16', () => {
  const text = page('', TEXTS['koi8-r'] as string)
  const little = new Uint8Array(Buffer.from(text, 'utf16le'))
  const big = new Uint8Array(Buffer.from(text, 'utf16le').swap16())

  it('with and without a byte order mark', () => {
    expect(decode(join(bytes('ff fe'), little), UNKNOWN, 'page')).toMatchObject({ text, encoding: 'utf-16le', encodingFrom: 'bom' })
    expect(decode(join(bytes('fe ff'), big), UNKNOWN, 'page')).toMatchObject({ text, encoding: 'utf-16be', encodingFrom: 'bom' })
    expect(decode(little, UNKNOWN, 'page')).toMatchObject({ text, encoding: 'utf-16le', encodingFrom: 'detected' })
    expect(decode(big, UNKNOWN, 'page')).toMatchObject({ text, encoding: 'utf-16be', encodingFrom: 'detected' })
    expect(decode(big, served('text/html; charset=utf-16be'), 'page').encodingFrom).toBe('header')
  })

  it('an odd byte at the end is counted', () => {
    const decoded = decode(join(bytes('ff fe'), little, bytes('41')), UNKNOWN, 'page')
    expect(decoded.text).toBe(`${text}\uFFFD`)
    expect(codes(decoded)).toEqual(['undecodable-bytes'])
  })
})

describe('what is no text', () => {
  const samples: Record<string, Uint8Array> = {
    png: bytes('89 50 4e 47 0d 0a 1a 0a 00 00 00 0d'),
    pdf: utf8('%PDF-1.7\n1 0 obj'),
    zip: bytes('50 4b 03 04 14 00 00 00'),
    gzip: bytes('1f 8b 08 00 00'),
    jpeg: bytes('ff d8 ff e0 00 10'),
    gif: join(utf8('GIF89a'), bytes('01 00 01 00 80 00 00')),
    noise: Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) & 255),
    zeros: new Uint8Array(1000),
  }
  for (const [name, input] of Object.entries(samples)) {
    it(name, () => {
      const decoded = decode(input, UNKNOWN, 'page')
      expect(codes(decoded)).toEqual(['not-text'])
      expect(decoded.text).toBe('')
    })
  }

  it('texts about formats, pages with a stray NUL and empty input are texts', () => {
    for (const text of ['GIF87a came first', 'BZh is a magic number', 'RIFF', 'ID3 tags', '<p>a\0b</p>', '']) {
      expect(codes(decode(utf8(text), UNKNOWN, 'page'))).toEqual([])
    }
  })
})

describe('laws', () => {
  it('never throws, whatever the bytes and the header', () => {
    const label = fc.constantFrom(null, 'text/html; charset=utf-8', 'a; charset=big5', 'a;charset=iso-2022-jp', 'a;charset=utf-16', 'charset=')
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), label, fc.boolean(), (input, contentType, isPage) => {
      const decoded = decode(input, { ...UNKNOWN, contentType }, isPage ? 'page' : 'text')
      expect(typeof decoded.text).toBe('string')
    }), { seed: 4, numRuns: 400 })
  })

  it('UTF-8 comes back as it went in', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
      fc.pre(!text.startsWith('\uFEFF') && !text.includes('\x1b'))
      expect(decode(utf8(`Text: ${text}`), UNKNOWN, 'text').text).toBe(`Text: ${text}`)
    }), { seed: 4, numRuns: 200 })
  })

  it('does not change its input', () => {
    const input = encode('koi8-r', TEXTS['koi8-r'] as string)
    const before = Uint8Array.from(input)
    decode(input, UNKNOWN, 'page')
    expect(input).toEqual(before)
  })
})
