/** `cleancopy explain`: one document read, explained, printed. */
import pc from 'picocolors'
import { kindOfBytes } from '../batch/kinds.js'
import { findPlaces, isMany, STDIN } from '../batch/places.js'
import { readInput } from '../batch/run.js'
import { documents, findDocuments, SOURCE_DEFAULTS } from '../batch/sources.js'
import { toJson, type Cleaned, type Explained } from '../index.js'
import { nameFailure } from '../report/summary.js'
import { explainOnTerminal } from '../report/terminal.js'
import { plainArgument } from './arguments.js'
import { openCleaner, pageOrText, setupOf, sourceOf } from './cleaning.js'
import type { ExplainFlags } from './explain.js'
import { kindOf, policiesOf } from './flags.js'
import { print, tell } from './output.js'
import { refuseAddress, UsageError } from './usage.js'

/** @returns the exit code: 1 when the input cannot be read, else 0, whatever the verdict */
export async function runExplain(flags: ExplainFlags): Promise<number> {
  const given = inputOf(flags)
  const source = sourceOf(flags)
  const options = { ...SOURCE_DEFAULTS, as: kindOf(flags), cwd: process.cwd(), stdin: process.stdin }
  const places = await findPlaces([given], options.cwd)
  if (isMany(places)) throw new UsageError(`explain shows one document, and ${given} can stand for several`)
  const setup = await setupOf(flags, { formats: [], policies: policiesOf(flags), timings: false })
  const cleaner = await openCleaner(setup)
  const hasOwn = flags.rules !== undefined && setup.rulebook.sites.some(({ layer }) => layer === 'given')
  let code = 0
  for await (const entry of documents(findDocuments(places, options))) {
    const content = entry.type === 'failure' ? entry : await readInput(entry)
    if ('type' in content) {
      tell(`cleancopy: ${nameFailure(content)}`)
      code = 1
      continue
    }
    const { body, kind } = content
    const explained = cleaner.explain(body, pageOrText(kind ?? kindOfBytes(body)), source)
    if (hasOwn && explained.cleaned.siteRule === null) tell(`cleancopy: ${unruled(explained.cleaned, source.url)}`)
    await print(flags.json ? asData(entry.input, explained) : asPicture(entry.input, explained, flags.color))
  }
  return code
}

/** Whoever names a rule file wants to see it work, and nothing in the document tells why it does not. */
function unruled({ metadata }: Cleaned, url: string | null | undefined): string {
  const address = url ?? metadata.canonicalUrl?.value
  return address === undefined ? 'no site rule applies, because the address of the page is not known: add --url'
    : `no site rule applies to ${address}: cleancopy rules show tells the hosts, paths and conditions of a rule`
}

function inputOf(flags: ExplainFlags): string {
  const given = flags.input ?? flags['--']?.[0]
  if (given !== undefined) {
    refuseAddress([given], 'cleancopy explain')
    return plainArgument(given)
  }
  if (process.stdin.isTTY) throw new UsageError('explain needs a document: cleancopy explain page.html')
  return STDIN
}

function asPicture(input: string, { cleaned, lines }: Explained, color: boolean | undefined): string {
  return explainOnTerminal({ input, cleaned, lines }, pc.createColors(color ?? isColorful()))
}

/** Of a line, enough to recognise it. */
const LINE_LENGTH = 160

/** The document itself is left out, but for the beginnings of its lines: this is about it. */
function asData(input: string, { cleaned, lines }: Explained): string {
  const shown = lines.map(({ text, kept, removal, score, reasons }) =>
    ({ text: text.slice(0, LINE_LENGTH), kept, rule: removal?.rule ?? null, why: removal?.why ?? reasons, score }))
  const about = { input, ...toJson(cleaned), text: undefined, comments: undefined, timings: undefined, lines: shown }
  return `${JSON.stringify(about, null, 2)}\n`
}

/** Only the environment and the terminal decide; picocolors' own guess also colours pipes on CI machines. */
function isColorful(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR) return false
  return Boolean(FORCE_COLOR) || (process.stdout.isTTY && TERM !== 'dumb')
}
