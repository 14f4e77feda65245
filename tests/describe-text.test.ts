/** Protects the fields of noisy texts: what is no part of the body still says who wrote it, when, and under which title. */
import { describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, toJson } from '../src/index.js'

const cleaner = await createCleaner(await loadRulebook({ sites: false }))
const BODY = [
  'The night ferry to Orrin sails again from Friday, four years after the last one tied up at the old pier.',
  'Tickets cost as much as they did in 2019, and the timetable is the one that the islanders asked for in spring.',
]

describe('fields of a noisy text', () => {
  it('title, byline and date come from the lines above the body', () => {
    const text = ['Night ferry returns to Orrin after four years', 'Island Desk / Ada Lund / 4 March 2026', ...BODY].join('\n\n')
    const json = toJson(cleaner.fromText(text, { lang: 'en' }))
    expect(json).toMatchObject({ title: 'Night ferry returns to Orrin after four years', byline: 'Ada Lund', published: '2026-03-04' })
    expect(json.sources).toMatchObject({ title: 'text', byline: 'text', published: 'text' })
    expect(json.text).toBe(BODY.join('\n\n'))
  })

  it('captions are listed', () => {
    const json = toJson(cleaner.fromText([BODY[0], 'The harbour master with her ticket (Image: Orrin Post)', BODY[1]].join('\n\n'), { lang: 'en' }))
    expect(json.captions).toEqual(['The harbour master with her ticket (Image: Orrin Post)'])
  })

  it('a text without them has none', () => {
    expect(toJson(cleaner.fromText(BODY.join('\n\n')))).toMatchObject({ title: null, byline: null, published: null, captions: [] })
  })
})
