import { beforeAll, describe, expect, it } from 'vitest'
import type { PhraseForm, PhraseTable, Rulebook } from '../../src/model.js'
import { loadRulebook } from '../../src/rulebook/load.js'
import { createKnowledge } from '../../src/rulebook/phrases.js'

function rulebookOf(phrases: { readonly [lang: string]: PhraseTable }): Rulebook {
  return { phrases: Object.entries(phrases).map(([lang, table]) => ({ lang, phrases: table })), widgets: [], sites: [] }
}

const SMALL = rulebookOf({
  en: {
    share: { line: ['share', '# shares'], label: ['share', 'share on'], starts: ['share this'] },
    related: { label: ['read more', 'print/save'], ends: ['read more'], contains: ['you may also like', 'like'] },
    comments: { starts: ['leave a reply'], line: ['comments'] },
  },
  de: { share: { line: ['teilen'] }, related: { starts: ['lesen sie auch'] } },
  ru: { share: { line: ['поделиться'] } },
  uk: { share: { line: ['поширити'] } },
  ja: { share: { starts: ['シェア'], contains: ['共有する'] }, related: { label: ['関連記事'] } },
  zh: { share: { contains: ['分享'] } },
  hi: { share: { starts: ['शेयर'] } },
  th: { share: { contains: ['แชร์'] } },
  tr: { related: { line: ['ilgili haberler'] } },
})

function formsOf(text: string, lang = 'en'): string[] {
  return createKnowledge(SMALL, lang, null).matches(text).map(({ kind, form, phrase }) => `${kind} ${form} ${phrase}`)
}

describe('line and starts', () => {
  it.each(['Share', 'SHARE', ' share: ', '» Share «', 'Share!'])('%j is the line', text => {
    expect(formsOf(text)).toContain('share line share')
  })

  it('folds numbers on both sides', () => {
    expect(formsOf('1,204 Shares')).toEqual(['share line # shares'])
  })

  it.each(['Share prices fell on Monday', 'Shares', 'Shared', 'Market share', 'A fair share of it'])('%j is prose', text => {
    expect(formsOf(text)).toEqual([])
  })

  it('needs a word boundary', () => {
    expect(formsOf('Share this story')).toEqual(['share starts share this'])
    expect(formsOf('Share thistles with donkeys')).toEqual([])
    expect(formsOf('Leave a reply')).toEqual(['comments starts leave a reply'])
    expect(formsOf('Please leave a reply')).toEqual([])
  })
})

describe('label', () => {
  it.each([
    'Share: Facebook', 'SHARE : Facebook', 'Share | Facebook', 'Share – Facebook', 'Share - Facebook', 'Share— Facebook', 'Share » Facebook',
    'Share > Facebook', 'Share › Facebook', 'Share／Facebook', 'Share：Facebook', '[Share] Facebook', '【Share】Facebook', 'Share -Facebook', '“Share”: Facebook',
  ])('%j', text => {
    expect(formsOf(text)).toEqual(['share label share'])
  })

  it.each([
    ['Share-based payments rose', 'a hyphen inside a word'],
    ['Share prices: what happened', 'the label goes on'],
    ['Fair share: a history', 'the label begins earlier'],
    ['Share prices fell: bank says sell', 'no label'],
  ])('not %j (%s)', text => {
    expect(formsOf(text)).toEqual([])
  })

  it('wants more text; without it, it is a line', () => {
    expect(formsOf('Share:')).toEqual(['share line share'])
    expect(formsOf('Share: »')).toEqual(['share line share'])
  })

  it('may hold a separator itself', () => {
    expect(formsOf('Print/Save: as PDF')).toEqual(['related label print/save'])
  })

  it('works without spaces', () => {
    expect(formsOf('関連記事：春の茶園', 'ja')).toEqual(['related label 関連記事'])
    expect(formsOf('【関連記事】春の茶園', 'ja')).toEqual(['related label 関連記事'])
  })
})

describe('ends and contains', () => {
  it('needs boundaries on the open sides', () => {
    expect(formsOf('The storm moved on. Read more »')).toEqual(['related ends read more'])
    expect(formsOf('I have spread more')).toEqual([])
    expect(formsOf('Stories you may also like today')).toEqual(['related contains you may also like', 'related contains like'])
    expect(formsOf('It is likely, unlike that')).toEqual([])
  })

  it('reports a phrase once, however often it stands there', () => {
    expect(formsOf('like, like and like')).toEqual(['related contains like'])
  })

  it('needs no boundary in scripts without spaces', () => {
    expect(formsOf('この記事を共有するには', 'ja')).toEqual(['share contains 共有する'])
    expect(formsOf('シェアする', 'ja')).toEqual(['share starts シェア'])
    expect(formsOf('แชร์เรื่องนี้', 'th')).toEqual(['share contains แชร์'])
  })

  it('takes combining marks as parts of a word', () => {
    expect(formsOf('शेयर करें', 'hi')).toEqual(['share starts शेयर'])
    expect(formsOf('शेयरों की कीमत', 'hi')).toEqual([])
  })
})

describe('languages', () => {
  it('adds English to the document\'s language', () => {
    expect(formsOf('Teilen', 'de')).toEqual(['share line teilen'])
    expect(formsOf('Share', 'de-AT')).toEqual(['share line share'])
    expect(formsOf('Teilen', 'en')).toEqual([])
    expect(formsOf('Teilen', '')).toEqual([])
  })

  it('guesses by script where the language is unknown or another', () => {
    expect(formsOf('Поделиться', '')).toEqual(['share line поделиться'])
    expect(formsOf('Поширити', 'en')).toEqual(['share line поширити'])
    expect(formsOf('分享到微博', '')).toEqual(['share contains 分享'])
    expect(formsOf('シェアする', 'xx')).toEqual(['share starts シェア'])
  })

  it('does not guess when the document is written in that script', () => {
    expect(formsOf('Поширити', 'ru')).toEqual([])
  })

  it('folds both Turkish capitals', () => {
    expect(formsOf('İLGİLİ HABERLER', 'tr')).toEqual(['related line ilgili haberler'])
  })

  it('names the language of the match', () => {
    expect(createKnowledge(SMALL, 'de', null).matches('Lesen Sie auch: Sturm')[0]?.lang).toBe('de')
  })
})

describe('says', () => {
  const know = createKnowledge(SMALL, 'en-GB', null)

  it('answers by kind and form', () => {
    expect(know.lang).toBe('en')
    expect(know.says('share', 'Share')?.form).toBe('line')
    expect(know.says('share', 'Share', 'label', 'starts')).toBeNull()
    expect(know.says('comments', 'Share')).toBeNull()
  })

  it('is silent about long texts and nothing', () => {
    expect(know.matches('Share this '.repeat(40))).toEqual([])
    expect(know.matches('')).toEqual([])
    expect(know.matches('* * *')).toEqual([])
  })

  it('answers the same again, also after many other texts', () => {
    const before = know.matches('Share this story')
    expect(know.matches('Share this story')).toBe(before)
    for (let i = 0; i < 5000; i++) know.matches(`text ${i}`)
    expect(know.matches('Share this story')).toEqual(before)
  })

  it('survives structuredClone and JSON of the rulebook', () => {
    const copy = JSON.parse(JSON.stringify(structuredClone(SMALL))) as Rulebook
    expect(createKnowledge(copy, 'en', null).says('share', 'Share')?.phrase).toBe('share')
  })
})

describe('widget', () => {
  const origin = { type: 'module', name: 'test' } as const
  const know = createKnowledge({
    phrases: [],
    widgets: [
      { id: 'a/share', kind: 'share', origin, names: ['Acme_Share'], prefixes: ['acme_'] },
      { id: 'b/related', kind: 'related', origin, names: ['acme_share'], prefixes: ['acme_related'] },
    ],
    sites: [],
  }, 'en', null)

  it.each([
    ['acme_share', 'a/share'], ['acme_x', 'a/share'], ['acme_', 'a/share'], ['acme_related_1', 'b/related'], ['acme', undefined], ['my-acme_share', undefined],
  ])('%s → %s', (token, id) => {
    expect(know.widget(token)?.id).toBe(id)
  })
})

describe('the built-in knowledge', () => {
  let rulebook: Rulebook
  beforeAll(async () => {
    rulebook = await loadRulebook()
  })

  const says = (text: string, ...forms: PhraseForm[]) => createKnowledge(rulebook, 'en', null).matches(text)
    .filter(({ form }) => forms.length === 0 || forms.includes(form)).map(({ kind }) => kind)

  it('knows a few English phrases', () => {
    expect(says('Leave a Reply')).toContain('comments')
    expect(says('Share this article')).toContain('share')
  })

  it('leaves prose alone', () => {
    expect(says('Share prices fell sharply on Monday', 'line', 'label')).toEqual([])
    expect(says('The council read the report and left the hall.')).toEqual([])
  })

  it('knows vendors by their signatures, and leaves embedded posts alone', () => {
    const know = createKnowledge(rulebook, 'en', null)
    const kinds = ['disqus_thread', 'addtoany_share_save_container', 'taboola-below-article', 'onetrust-consent-sdk', 'mc_embed_signup', 'adsbygoogle', 'smartbanner']
      .map(token => know.widget(token)?.kind)
    expect(kinds).toEqual(['comments', 'share', 'related', 'consent', 'newsletter', 'ad', 'app'])
    for (const content of ['twitter-tweet', 'instagram-media', 'tiktok-embed', 'fb-post', 'article', 'et_bloom', 'pf-content']) {
      expect(know.widget(content)).toBeNull()
    }
  })
})
