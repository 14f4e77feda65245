/** Protects what classifiers learn from: the shape of a text must mean the same in every script. */
import { describe, expect, it } from 'vitest'
import { SHAPE, measureShape, type ShapeName } from '../../src/classify/text-shape.js'

function shapeOf(text: string): Record<ShapeName, number> {
  const out = new Float32Array(SHAPE.length)
  measureShape(text, out)
  return Object.fromEntries(SHAPE.map((name, index) => [name, out[index]])) as Record<ShapeName, number>
}

describe('the shape of a text', () => {
  it.each([
    ['The ferry sails at nine, but nobody is on board. The captain waits.', 1],
    ['Паром уходит в девять, но на борту никого нет. Капитан ждёт.', 1],
    ['تبحر العبارة في التاسعة، ولا أحد على متنها. القبطان ينتظر.', 1],
    ['नाव नौ बजे चलती है, पर कोई सवार नहीं। कप्तान रुका है।', 1],
    ['渡し船は九時に出るが、誰も乗っていない。船長は待っている。', 1],
  ])('knows two sentences when it sees them: %s', (text, inner) => {
    const shape = shapeOf(text)
    expect(shape).toMatchObject({ sentences: inner, endsStop: 1, endsEllipsis: 0, endsWord: 0, noLetters: 0, torn: 0 })
    expect(shape.commas).toBeGreaterThan(0)
    expect(shape.logWords).toBeGreaterThan(3)
  })

  it('sees capitals only where a script has them', () => {
    expect(shapeOf('Seven Ways To Mend A Net').capitalWords).toBe(1)
    expect(shapeOf('СЕМЬ СПОСОБОВ').capsWords).toBe(1)
    expect(shapeOf('일곱 가지 방법').capitalWords).toBeNaN()
    expect(shapeOf('seven ways to mend').capitalWords).toBe(0)
  })

  it('does not take letters of other scripts for punctuation', () => {
    for (const text of ['Последние новости', '최신 뉴스', '最新ニュース', 'أحدث الأخبار', 'ताज़ा ख़बर']) {
      expect(shapeOf(text), text).toMatchObject({ punctuation: 0, noLetters: 0, endsWord: 1, symbols: 0 })
    }
  })

  it('reads dates, times, years and addresses', () => {
    expect(shapeOf('12.03.2026, 14:30')).toMatchObject({ dateNumber: 1, time: 1, noLetters: 1, endsNumber: 1 })
    expect(shapeOf('March 2026')).toMatchObject({ year: 1, dateNumber: 0, numbers: 1 })
    expect(shapeOf('write to desk@post.example')).toMatchObject({ address: 1 })
    expect(shapeOf('see https://post.example/a')).toMatchObject({ address: 1 })
    expect(shapeOf('version 1.2')).toMatchObject({ dateNumber: 0, year: 0 })
  })

  it('sees what is left of lost markup and lost links', () => {
    expect(shapeOf('FacebookTwitterCopy link').glued).toBe(2)
    expect(shapeOf('For the latest from the Post, and .').torn).toBe(1)
    expect(shapeOf('Qui a dit cela ? Personne !').torn).toBe(0)
    expect(shapeOf('<!– <!– a career').markup).toBe(2)
    expect(shapeOf('So it goes on and…').endsEllipsis).toBe(1)
    expect(shapeOf('So it goes on and...').endsEllipsis).toBe(1)
    expect(shapeOf('Home » News / Islands | Ferry').separators).toBe(3)
  })

  it('gives words to a sink: same word, same hash, in any case', () => {
    const seen: [number, number, boolean][] = []
    measureShape("Ferry ferry FERRY don't 渡し", new Float32Array(SHAPE.length), 0, { word: (...word) => seen.push(word) })
    const [one, two, three, four, pair] = seen
    expect(new Set([one?.[0], two?.[0], three?.[0]]).size).toBe(1)
    expect([one?.[2], two?.[2]]).toEqual([true, false])
    expect(four?.[1]).toBeGreaterThanOrEqual(4)
    expect(pair).toBeDefined()
    expect(seen).toHaveLength(5)
  })

  it('fills where it is told and nothing else, and has numbers for the empty text', () => {
    const out = new Float32Array(SHAPE.length + 2).fill(-7)
    measureShape('', out, 1)
    expect([out[0], out[SHAPE.length + 1]]).toEqual([-7, -7])
    expect(out[1]).toBe(0)
  })
})
