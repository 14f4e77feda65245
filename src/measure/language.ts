import { franc } from 'franc-min'
import { ownCopy } from './own-copy.js'

const LATIN = /\p{Script=Latin}/u
const LETTER = /\p{L}/u

/** `en-US`, `EN_us`, `deu`, `de-DE-1` → `en`, `en`, `de`, `de`; '' when it is no language tag. */
export function primaryLanguage(tag: string | null): string {
  const clean = tag?.trim().replaceAll('_', '-') ?? ''
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,6}$/i.test(clean)) return ''
  return languageOf(clean)
}

/** Making a locale takes longer than everything else here. Tags come from pages: made-up ones must not stay for ever. */
const MOST_KNOWN = 500
const languages = new Map<string, string>()
const latin = new Map<string, boolean>()

function languageOf(tag: string): string {
  let language = languages.get(tag)
  if (language === undefined) {
    language = localeOf(tag).language
    if (languages.size >= MOST_KNOWN) languages.clear()
    languages.set(ownCopy(tag), language)
  }
  return language
}

/** Pages write tags that are none, such as `de-DE-DE`; what they begin with tells the language. */
function localeOf(tag: string): Intl.Locale {
  try {
    return new Intl.Locale(tag)
  } catch {
    return new Intl.Locale(tag.slice(0, tag.search(/-|$/)))
  }
}

/** Enough for trigrams to tell languages apart; franc's time grows with it. Code units. */
const SAMPLE = 600
/** Headlines and bylines at the top are names and numbers; behind them the sentences begin. */
const SKIPPED = 400

function sampleOf(text: string): string {
  return text.length > SAMPLE + SKIPPED ? text.slice(SKIPPED, SKIPPED + SAMPLE) : text.slice(0, SAMPLE)
}

/** Language of a text by letter trigrams (franc, ISO 639-3 → BCP 47), '' when unsure. Needs about 40 characters. */
export function detectLanguage(text: string): string {
  const sample = sampleOf(text)
  const code = franc(sample, { minLength: SHORTEST })
  if (code === 'und') return hebrewOf(sample)
  return strangerOf(sample, code) ?? primaryLanguage(code)
}

const SHORTEST = 40
const HEBREW = /[\u05d0-\u05ea]/g

/** The small franc does not know the script; what is mostly written in it is Hebrew. */
function hebrewOf(sample: string): string {
  const letters = sample.match(HEBREW)?.length ?? 0
  return sample.length >= SHORTEST && letters * 2 > sample.length ? 'he' : ''
}

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** The small franc takes Danish and Norwegian for Swedish, and Finnish for anything: their small words tell them. */
const NORDIC: readonly (readonly [lang: string, words: ReadonlySet<string>])[] = [
  ['sv', wordsOf('och inte av till blev efter vad också några mer mycket har från det är på den var')],
  ['da', wordsOf('og ikke af til blev efter hvad også nogle mere meget har fra det er på den var')],
  ['no', wordsOf('og ikke av til ble etter hva også noen mer mye har fra det er på den var ikkje frå meir vart')],
]
const NORDIC_SHARE = 0.15
const FINNISH = wordsOf('ja on ei että oli ovat myös mutta kun joka hän se kuin niin sen tai ole jo vielä sekä nyt')
const FINNISH_SHARE = 0.08
const ESTONIAN = /õ/
/** It takes Slovak for Czech, which has the letters that Slovak has not. */
const CZECH = /[řěů]/i
const SLOVAK = wordsOf('sa aj ako nie alebo keď ktorý ktorá ktoré však bol bola boli bolo čo nové ešte už až preto jeho sú')
const SLOVAK_SHARE = 0.05
const FEWEST_NORDIC = 6

/** A language that the trigrams do not know, behind what they said; null when they may be believed. */
function strangerOf(sample: string, code: string): string | null {
  const words = sample.toLowerCase().split(BETWEEN_WORDS)
  if (words.length < FEWEST_NORDIC) return null
  const share = (known: ReadonlySet<string>): number => words.filter(word => known.has(word)).length / words.length
  if (sample.includes('ä') && !ESTONIAN.test(sample) && share(FINNISH) >= FINNISH_SHARE) return 'fi'
  if (code === 'ces' && !CZECH.test(sample) && share(SLOVAK) >= SLOVAK_SHARE) return 'sk'
  let best = ''
  let most = NORDIC_SHARE
  for (const [lang, known] of NORDIC) {
    const found = share(known)
    if (found > most) {
      best = lang
      most = found
    }
  }
  return best || null
}

/** Words of English alone, and some that it shares: where there are so many of both, trigrams need not be asked. */
const ENGLISH: ReadonlySet<string> = new Set(['the', 'and', 'that', 'with', 'from', 'this', 'your', 'you', 'are', 'which', 'their', 'they'])
const GLUE: ReadonlySet<string> = new Set(['of', 'to', 'is', 'for', 'was', 'have', 'by', 'it', 'in', 'a', 'on', 'as', 'or', 'be', 'can'])
const ENGLISH_SHARE = 0.05
const GLUE_SHARE = 0.14
const FEWEST_WORDS = 40
const BEYOND_LATIN = /[\u0250-\u1fff\u3000-\uffff]/
const BETWEEN_WORDS = /[\s.,;:!?"'’“”()]+/

/** `detectLanguage` for a text: most are English, and their middle shows it at a glance, or the piece that would be asked. */
export function languageOfText(text: string): string {
  const middle = Math.max(0, (text.length - SAMPLE) >> 1)
  return isPlainlyEnglish(text.slice(middle, middle + SAMPLE)) || isPlainlyEnglish(sampleOf(text)) ? 'en' : detectLanguage(text)
}

function isPlainlyEnglish(sample: string): boolean {
  if (BEYOND_LATIN.test(sample)) return false
  let words = 0, own = 0, glue = 0
  for (const word of sample.toLowerCase().split(BETWEEN_WORDS)) {
    words++
    if (ENGLISH.has(word)) own++
    else if (GLUE.has(word)) glue++
  }
  return words >= FEWEST_WORDS && own >= words * ENGLISH_SHARE && own + glue >= words * GLUE_SHARE
}

/** Languages written in Latin letters declare `lang="en"` by template default; other scripts can be seen. */
export function contradictsScript(lang: string, text: string): boolean {
  let letters = 0
  let latins = 0
  for (const character of text.slice(0, 1000)) {
    const code = character.charCodeAt(0) | 32
    const plain = code >= 97 && code <= 122 && character.length === 1
    if (!plain && (code < 0x80 || !LETTER.test(character))) continue
    letters++
    if (plain || LATIN.test(character)) latins++
  }
  if (letters < 60) return false
  return isLatin(lang) ? latins / letters < 0.3 : false
}

function isLatin(lang: string): boolean {
  let is = latin.get(lang)
  if (is === undefined) {
    is = new Intl.Locale(lang).maximize().script === 'Latn'
    if (latin.size >= MOST_KNOWN) latin.clear()
    latin.set(lang, is)
  }
  return is
}
