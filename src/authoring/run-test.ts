import type { Cleaned } from '../model.js'
import type { RuleTest } from '../rulebook/read.js'

/** What a test of a rule file asks that is not so; empty when it passes. Each a phrase in lower case. */
export function failuresOf(test: RuleTest, cleaned: Cleaned): string[] {
  const text = folded(cleaned.text)
  const { title, byline, published } = cleaned.metadata
  const failures: string[] = []
  for (const wanted of test.contains ?? []) if (!text.includes(folded(wanted))) failures.push(`${quoted(wanted)} is not in the text${whyGone(wanted, cleaned)}`)
  for (const unwanted of test.not_contains ?? []) if (text.includes(folded(unwanted))) failures.push(`${quoted(unwanted)} is in the text`)
  if (test.title !== undefined && title?.value !== test.title) failures.push(other('title', test.title, title?.value))
  if (test.author !== undefined && byline?.value !== test.author.join(', ')) failures.push(other('author', test.author.join(', '), byline?.value))
  if (test.date !== undefined && !published?.value.startsWith(test.date)) failures.push(other('date', test.date, published?.value))
  if (test.used !== undefined) {
    const used = cleaned.selection.strategy === 'site' ? 'content' : 'generic'
    if (used !== test.used) failures.push(`used is ${used}, not ${test.used}: ${missOf(cleaned) ?? cleaned.selection.why}`)
  }
  return failures
}

/** Who took it, when a removal's beginning shows it. */
function whyGone(wanted: string, { removals }: Cleaned): string {
  const removal = removals.find(({ excerpt }) => folded(excerpt).includes(folded(wanted)))
  return removal ? `: ${removal.rule} took it (${removal.why})` : ''
}

function missOf({ problems }: Cleaned): string | undefined {
  return problems.find(({ code }) => code === 'content-selector-missed' || code === 'content-required')?.detail
}

function other(what: string, wanted: string, got: string | undefined): string {
  return `${what} is ${got === undefined ? 'unknown' : quoted(got)}, not ${quoted(wanted)}`
}

function quoted(text: string): string {
  return `"${text}"`
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
