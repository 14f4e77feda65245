/** `cleancopy rules diff`: what one rule set delivers and the other does not, by rule. */
import { kindOfBytes } from '../batch/kinds.js'
import { findPlaces } from '../batch/places.js'
import { readInput } from '../batch/run.js'
import { documents, findDocuments, SOURCE_DEFAULTS } from '../batch/sources.js'
import { compareRules, createCleaner, loadRulebook, summarizeChanges, type Cleaner, type RuleChange, type SentenceChange } from '../index.js'
import { printable } from '../report/printable.js'
import { formatCount, nameFailure } from '../report/summary.js'
import { pageOrText } from './cleaning.js'
import { print, tell } from './output.js'
import type { DiffFlags } from './rules.js'
import { refuseAddress, UsageError } from './usage.js'

/** Stands for no rules but the built-in ones. */
const NONE = 'none'

/** @returns the exit code: 1 when a document could not be read */
export async function diffRules(flags: DiffFlags): Promise<number> {
  const { old = '', new: now = '', corpus = [] } = flags
  if (corpus.length === 0) throw new UsageError('rules diff needs two rule sets and documents: cleancopy rules diff old.yaml new.yaml saved/')
  refuseAddress(corpus, 'cleancopy rules diff')
  const [before, after] = [await cleanerWith(old), await cleanerWith(now)]
  const options = { ...SOURCE_DEFAULTS, cwd: process.cwd(), stdin: process.stdin }
  const changed: SentenceChange[][] = []
  let count = 0
  let code = 0
  for await (const entry of documents(findDocuments(await findPlaces(corpus, options.cwd), options))) {
    const content = entry.type === 'failure' ? entry : await readInput(entry)
    if ('type' in content) {
      tell(`cleancopy: ${nameFailure(content)}`)
      code = 1
      continue
    }
    const { body, kind, source } = content
    count++
    const changes = compareRules(before, after, body, pageOrText(kind ?? kindOfBytes(body)), source)
    if (changes.length > 0) changed.push(changes)
  }
  const rules = summarizeChanges(changed)
  await print(flags.json ? `${JSON.stringify({ documents: count, changed: changed.length, rules }, null, 2)}\n` : asText(rules, count, changed.length))
  return code
}

async function cleanerWith(path: string): Promise<Cleaner> {
  return createCleaner(await loadRulebook({ rules: path === NONE ? [] : [path] }))
}

function asText(rules: readonly RuleChange[], count: number, changed: number): string {
  const total = (change: 'gained' | 'lost') => rules.reduce((sum, rule) => sum + rule[change], 0)
  const lines = rules.flatMap(({ rule, place, gained, lost, documents: where, samples }) => [
    `${place ?? rule}${place === null ? '' : ` ${rule}`}: ${formatCount(lost)} lost, ${formatCount(gained)} gained, in ${counted(where, 'document')}`,
    ...samples.map(({ change, sentence }) => `  ${change === 'lost' ? '-' : '+'} ${printable(shortened(sentence))}`),
  ])
  const sum = `${counted(count, 'document')}, ${formatCount(changed)} changed: ${counted(total('lost'), 'sentence')} lost, ${counted(total('gained'), 'sentence')} gained`
  return `${[...lines, sum].join('\n')}\n`
}

function shortened(sentence: string): string {
  return sentence.length > 100 ? `${sentence.slice(0, 99)}…` : sentence
}

function counted(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`
}
