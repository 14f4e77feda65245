import { franc } from 'franc-min'

const LATIN = /\p{Script=Latin}/gu
const LETTER = /\p{L}/gu

/** `en-US`, `EN_us`, `deu` → `en`, `en`, `de`; '' when it is no language tag. */
export function primaryLanguage(tag: string | null): string {
  const clean = tag?.trim().replaceAll('_', '-') ?? ''
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,6}$/i.test(clean)) return ''
  return new Intl.Locale(clean).language
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
  const code = franc(sampleOf(text), { minLength: 40 })
  return code === 'und' ? '' : primaryLanguage(code)
}

/** Languages written in Latin letters declare `lang="en"` by template default; other scripts can be seen. */
export function contradictsScript(lang: string, text: string): boolean {
  const sample = text.slice(0, 1000)
  const letters = sample.match(LETTER)?.length ?? 0
  if (letters < 60) return false
  const latin = (sample.match(LATIN)?.length ?? 0) / letters
  return isLatin(lang) ? latin < 0.3 : false
}

function isLatin(lang: string): boolean {
  return new Intl.Locale(lang).maximize().script === 'Latn'
}
