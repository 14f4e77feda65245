/** Protects whole documents: what is kept to the letter, what goes and why, and the metadata. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { createCleaner, loadRulebook, type Cleaned, type Cleaner, type Kind } from '../src/index.js'

const SAMPLES = new URL('../samples/', import.meta.url)

interface Sample {
  readonly kind: 'page' | 'text'
  readonly url?: string | null
  readonly title?: string
  readonly byline?: string
  readonly published?: string
  readonly gone: readonly { readonly text: string; readonly kind: Kind }[]
}

const cases = readdirSync(SAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name)

let cleaner: Cleaner
beforeAll(async () => {
  cleaner = await createCleaner(await loadRulebook())
})

function open(name: string): { sample: Sample; cleaned: Cleaned; expected: string; input: string } {
  const read = (file: string) => readFileSync(new URL(`${name}/${file}`, SAMPLES), 'utf8')
  const sample = parseYaml(read('sample.yaml')) as Sample
  const page = existsSync(new URL(`${name}/input.html`, SAMPLES))
  const input = read(page ? 'input.html' : 'input.txt')
  const cleaned = page ? cleaner.fromHtml(input, { url: sample.url ?? null }) : cleaner.fromText(input, { url: sample.url ?? null })
  return { sample, cleaned, expected: read('clean.txt'), input }
}

/** Only blank lines and line ends may differ: no-break spaces are the author's. */
function lines(text: string): string[] {
  return text.split('\n').map(line => line.replace(/[ \t\r]+$/, '')).filter(line => line !== '')
}

describe.each(cases)('%s', name => {
  it('keeps the article to the letter', () => {
    const { cleaned, expected } = open(name)
    expect(lines(cleaned.text)).toEqual(lines(expected))
    expect(['clean', 'partial']).toContain(cleaned.verdict)
  })

  it('separates paragraphs as expected', () => {
    const { cleaned, expected, sample } = open(name)
    if (sample.kind === 'page') expect(cleaned.text.trim()).toBe(expected.trim())
  })

  it('removes what must go, and says as what', () => {
    const { cleaned, sample } = open(name)
    const folded = cleaned.text.replace(/\s+/g, ' ')
    for (const { text } of sample.gone) expect(folded).not.toContain(text.replace(/\s+/g, ' '))
  })

  it('reads the metadata', () => {
    const { cleaned, sample } = open(name)
    if (sample.title) expect(cleaned.metadata.title?.value).toBe(sample.title)
    if (sample.byline) expect(cleaned.metadata.byline?.value).toBe(sample.byline)
    if (sample.published) expect(cleaned.metadata.published?.value.slice(0, 10)).toBe(sample.published)
  })

  it('has the ledger that was reviewed', async () => {
    const { cleaned } = open(name)
    await expect(ledger(cleaned)).toMatchFileSnapshot(new URL(`${name}/ledger.txt`, SAMPLES).pathname)
  })
})

function ledger({ verdict, selection, removals, problems }: Cleaned): string {
  // The numbers of the model change with every training; whether it decided does not.
  const removed = removals.map(({ stage, rule, kind, where, why, excerpt }) =>
    `${stage.padEnd(7)} ${rule} (${kind})\n  ${where} · ${why.replace(/^score \d.*/, 'its score')}\n  ${excerpt.slice(0, 100)}`)
  const refused = problems.map(({ code, rule, detail }) => `problem ${code} ${rule}: ${detail}`)
  return [`${verdict}, content by ${selection.strategy}`, ...removed, ...refused].join('\n') + '\n'
}
