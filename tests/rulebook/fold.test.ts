import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../src/rulebook/fold.js'
import { cpuTime } from '../cpu-time.js'

/** Characters that are most likely to break the laws: marks, separators, digits of several scripts, invisibles. */
const NASTY = [
  'a', 'I', 'i', 'İ', 'ı', '\u0307', '\u0301', '\u0338', 'Σ', 'ß', 'ẞ', 'ﬁ', '´', '¨', '½', '²', 'Ⅳ', '①', '１', '٣', '٬', '७',
  '0', '1', '23', '456', '#', '##', ' ', '\u00a0', '\u202f', '\n', '\t', '.', ',', ':', "'", '’', '"', '“', '«', '‹', '-', '—',
  '\u00ad', '\u200b', '\u200d', '\ufe0f', '\u20e3', '\u0640', 'ﹱ', '\u0345', '❤', '👍🏽', '共', '。', 'シ', '\ud800', '\udc00', '\u0085',
]
const nasty = fc.array(fc.constantFrom(...NASTY), { maxLength: 24 }).map(parts => parts.join(''))
const texts = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 40 }))

describe('fold', () => {
  it('is idempotent', () => {
    fc.assert(fc.property(texts, text => {
      expect(fold(fold(text))).toBe(fold(text))
    }), { numRuns: 3000 })
  })

  it('treats ASCII like everything else', () => {
    // A soft hyphen is dropped, so it forces the road for Unicode without changing the text.
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii', maxLength: 40 }), text => {
      expect(fold(`${text}\u00ad`)).toBe(fold(text))
    }), { numRuns: 1000 })
  })

  it('does not see case, surroundings and kinds of space', () => {
    const words = fc.array(fc.constantFrom('share', 'этой', 'статьёй', '共有', 'मित्रों', 'größe'), { minLength: 1, maxLength: 4 })
    fc.assert(fc.property(words, list => {
      const plain = fold(list.join(' '))
      expect(fold(list.join(' ').toUpperCase())).toBe(plain)
      expect(fold(`» ${list.join('\u00a0\n')} … 👍`)).toBe(plain)
    }))
  })

  it.each([
    ['Share This!', 'share this'],
    ['  Read\n\tmore  …', 'read more'],
    ['“Don’t miss”', "don't miss"],
    ['Don´t miss', "don't miss"],
    ['1,204 shares', '# shares'],
    ['1 204 567 shares', '# shares'],
    ['1\u202f204 partages', '# partages'],
    ['3 25 shares', '# # shares'],
    ['12:30', '#'],
    ['３，２０４件', '#件'],
    ['٣ تعليقات', '# تعليقات'],
    ['#12', '#'],
    ['Comments (15)', 'comments (#'],
    ['## Related', 'related'],
    ['# comments', '# comments'],
    ['❤️ Like', 'like'],
    ['ＳＨＡＲＥ', 'share'],
    ['YORUMLARI İNCELE', 'yorumlari incele'],
    ['yorumları incele', 'yorumlari incele'],
    ['News\u00adletter', 'newsletter'],
    ['مشـــاركة', 'مشاركة'],
    ['***', ''],
    ['', ''],
  ])('%j → %j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('takes linear time on runs that would make a naive regex backtrack', () => {
    for (const run of ['#', '!', ' ', '1 ', '1,', '1 234', '「', '\u0307', 'i\u0307']) {
      const text = `a${run.repeat(50_000)}b`
      // Generous: quadratic time would be minutes.
      expect(cpuTime(() => fold(text))).toBeLessThan(3000)
    }
  })
})
