/** `explain` as a person wants to read it: the document in its order, what went struck out, with the reason beside. */
import type { Cleaned, Origin, Removal } from '../model.js'
import { onOneLine, printable } from './printable.js'
import { describeProblem, describeVerdict } from './sentences.js'
import { formatCount } from './summary.js'

/** One line of the document, in document order. `removal` is set when it went. */
export interface ExplainedLine {
  readonly text: string
  readonly kept: boolean
  readonly removal: Removal | null
}

/** The few styles that are needed; picocolors fits. */
export interface Colors {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  cyan(text: string): string
  strikethrough(text: string): string
}

export interface Explained {
  readonly input: string
  readonly cleaned: Cleaned
  readonly lines: readonly ExplainedLine[]
}

/** A removed line is shown up to this length: enough to recognise it. */
const REMOVED_LENGTH = 120

/** @returns lines, each ended by a line feed; with colours if `colors` has them */
export function explainOnTerminal({ input, cleaned, lines }: Explained, colors: Colors): string {
  const body = lines.map((line, at) => drawLine(line, lines[at - 1] ?? null, colors))
  return [...header(input, cleaned, colors), '', ...body, ''].join('\n')
}

function header(input: string, cleaned: Cleaned, colors: Colors): string[] {
  const { metadata, verdict, confidence, page, lang, encoding, selection, siteRule, signals, removals, problems } = cleaned
  const color = verdict === 'clean' ? 'green' : verdict === 'partial' ? 'yellow' : 'red'
  const paint = (text: string) => colors[color](text)
  const title = metadata.title === null ? [] : [colors.bold(onOneLine(metadata.title.value, 200))]
  const facts = [`confidence ${confidence.toFixed(2)}`, ...(page ? [page.kind] : []), lang === '' ? 'language unknown' : `language ${lang}`, encoding]
  const chosen = onOneLine(`content by ${selection.strategy}: ${selection.why}`, 200)
  const kept = `${formatCount(signals.outputLength)} of ${formatCount(signals.inputLength)} characters kept`
  return [
    colors.cyan(input === '-' ? 'standard input' : printable(input)),
    ...title,
    `${paint(verdict)}${verdict === 'clean' ? '' : ` (${describeVerdict(cleaned)})`} · ${printable(facts.join(' · '))}`,
    ...siteRule === null ? [] : [colors.dim(`site rule ${onOneLine(siteRule, 200)}`)],
    ...selection.strategy === 'all' ? [] : [colors.dim(chosen)],
    colors.dim(`${kept} · ${formatCount(removals.length)} ${removals.length === 1 ? 'removal' : 'removals'}`),
    ...problems.map((problem) => colors.yellow(`! ${onOneLine(describeProblem(problem), 400)}`)),
  ]
}

function drawLine(line: ExplainedLine, before: ExplainedLine | null, colors: Colors): string {
  if (line.kept) return `  ${printable(line.text).replaceAll('\n', '\n  ')}`
  const text = onOneLine(line.text, REMOVED_LENGTH)
  const drawn = `${colors.red('-')} ${colors.red(colors.strikethrough(text))}`
  // Many lines may go by one removal: its reason stands beside the first.
  if (line.removal === null || sameRemoval(line.removal, before?.removal ?? null)) return drawn
  return `${drawn}  ${colors.dim(reason(line.removal))}`
}

function sameRemoval(a: Removal, b: Removal | null): boolean {
  return b !== null && a.rule === b.rule && a.where === b.where && a.why === b.why
}

function reason({ rule, why, origin }: Removal): string {
  return `← ${rule}: ${onOneLine(why, 200)}${describeOrigin(origin)}`
}

/** Modules are found by the rule's name; files need their line. */
function describeOrigin(origin: Origin): string {
  return origin.type === 'module' ? '' : ` (${printable(origin.file)}:${origin.line})`
}
