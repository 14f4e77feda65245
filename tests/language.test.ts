/** Protects the way from a text to its phrase file: what is detected or declared finds the file of that language. */
import { readFileSync, readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadRulebook, type Rulebook } from '../src/index.js'
import { detectLanguage, primaryLanguage } from '../src/measure/language.js'
import { createKnowledge, primaryLang } from '../src/rulebook/phrases.js'
import { readText } from './rules/fixtures.js'

const TEXTS = new URL('texts/', import.meta.url)
const LANGUAGES = ['danish', 'norwegian', 'swedish', 'finnish', 'hungarian', 'romanian', 'greek', 'hebrew', 'persian', 'arabic', 'thai', 'german', 'dutch', 'french', 'bulgarian', 'slovak', 'czech', 'polish', 'serbian', 'croatian']

let rulebook: Rulebook
beforeAll(async () => {
  rulebook = await loadRulebook({ sites: false })
})

describe('detectLanguage', () => {
  it.each(LANGUAGES)('%s', name => {
    const { input, lang, lines, drops } = readText(readFileSync(new URL(`${name}.txt`, TEXTS), 'utf8'))
    const article = lines.filter(({ from }) => drops[from] === 0).map(({ from, to }) => input.slice(from, to)).join('\n').trim()
    expect(primaryLang(detectLanguage(article))).toBe(primaryLang(lang ?? ''))
  })

  it('says nothing of a few words', () => {
    expect(detectLanguage('og ikke det')).toBe('')
    expect(detectLanguage('שלום')).toBe('')
  })

  it('knows Nynorsk, and Estonian as no Finnish', () => {
    expect(detectLanguage('Nattferja går igjen frå fredag, fire år etter den siste turen, og alle lugarane vart selde på under ein time. Det er ikkje fleire att.')).toBe('no')
    expect(detectLanguage('Öine praam väljub jälle reedel ja kõik kajutid on müüdud vähem kui tunniga, aga keegi ei tea, kes uute laevade eest maksab.')).not.toBe('fi')
  })
})

describe('a code that pages declare', () => {
  it.each([
    ['nb-NO', 'Les også'], ['nn', 'Les òg'], ['no', 'Les også'], ['da-DK', 'Læs også'], ['fi', 'Lue myös'], ['hu', 'Olvasd el ezt is'],
    ['ro-RO', 'Citește și'], ['mo', 'Citeşte şi'], ['el', 'ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ'], ['iw', 'קראו גם'], ['he', 'קראו גם'], ['fa-IR', 'بیشتر بخوانید'],
    ['pes', 'بیشتر بخوانید'], ['th', 'อ่านเพิ่มเติม'], ['bg-BG', 'Прочетете още'], ['sk', 'Čítajte aj'], ['sr', 'Прочитајте још'], ['sr-Latn', 'Pročitajte još'],
    ['hr', 'Pročitajte još'], ['bs-BA', 'Pročitajte još'],
  ])('%s: %s', (tag, line) => {
    expect(createKnowledge(rulebook, primaryLanguage(tag), null).says('related', line, 'line')).not.toBeNull()
  })

  it.each(['ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ', 'קראו גם', 'بیشتر بخوانید', 'اقرأ أيضا', 'อ่านเพิ่มเติม'])('is not needed for a script of its own: %s', line => {
    for (const lang of ['', 'en', 'de']) expect(createKnowledge(rulebook, lang, null).says('related', line, 'line')).not.toBeNull()
  })

  it('tells Arabic and Persian apart, which share a script', () => {
    expect(createKnowledge(rulebook, 'ar', null).says('related', 'بیشتر بخوانید')).toBeNull()
    expect(createKnowledge(rulebook, 'fa', null).says('related', 'اقرأ أيضا')).toBeNull()
  })
})

it('every phrase file has a text that shows it at work', () => {
  const shown = new Set(readdirSync(TEXTS).map(name => primaryLang(readText(readFileSync(new URL(name, TEXTS), 'utf8')).lang ?? 'en')))
  expect(rulebook.phrases.map(({ lang }) => primaryLang(lang)).filter(lang => !shown.has(lang))).toEqual([])
})
