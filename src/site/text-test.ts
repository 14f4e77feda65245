import type { TextTest } from '../model.js'

/** Patterns are tried on texts up to this length, in code units (rulebook/regex-check.ts reckons with it). */
export const LONGEST_TESTED = 1000

const compiled = new Map<string, RegExp>()

/** Whether an element's text is as a rule wants it. */
export function passes(test: TextTest, written: string): boolean {
  const text = written.replace(/\s+/g, ' ').trim()
  if (test.maxChars !== undefined && text.length > test.maxChars) return false
  const spelled = (one: string) => (test.case ? one : one.toLowerCase())
  const given = spelled(text)
  const some = (list: readonly string[] | undefined, holds: (wanted: string) => boolean) =>
    list === undefined || list.some(one => holds(spelled(one.replace(/\s+/g, ' '))))
  return some(test.equals, wanted => given === wanted.trim())
    && some(test.starts, wanted => given.startsWith(wanted.trimStart()))
    && some(test.contains, wanted => given.includes(wanted))
    && (test.matches === undefined || (text.length <= LONGEST_TESTED && pattern(test.matches, test.case === true).test(text)))
}

/** Checked when the file was loaded; see rulebook/regex-check.ts. */
function pattern(source: string, isCased: boolean): RegExp {
  const key = `${isCased ? 'c' : 'i'}${source}`
  let made = compiled.get(key)
  if (!made) compiled.set(key, (made = new RegExp(source, isCased ? 'v' : 'vi')))
  return made
}
