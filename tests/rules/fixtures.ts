import { readdirSync, readFileSync } from 'node:fs'

/**
 * What lies in `tests/rules/<rule-id>/`:
 *
 * - `NAME.html` for the element rule: elements that must go carry `data-drop`, everything else must stay.
 * - `NAME.blocks.html` for the block rule on a page: the same marks, on block-level elements.
 * - `NAME.txt` for the block rule on a noisy text: `- ` goes, two spaces stay, `~ ` loses what is in `{{…}}`.
 *
 * The first comment (HTML) or the first `# ` line (text) says in one sentence what the fixture shows.
 */
export type FixtureType = 'element' | 'block-page' | 'block-text'

export interface Fixture {
  readonly rule: string
  readonly type: FixtureType
  /** Path below tests/rules. */
  readonly name: string
  readonly shows: string
  readonly content: string
}

const COMMENT = /<[!]--([^]*?)-->/
const HERE = new URL('.', import.meta.url)

/** Rule ids that have a folder, sorted. */
export function fixtureFolders(): string[] {
  return readdirSync(HERE, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort()
}

export function readFixtures(): Fixture[] {
  return fixtureFolders().flatMap(rule =>
    readdirSync(new URL(`${rule}/`, HERE)).sort().map(file => readFixture(rule, file)))
}

function readFixture(rule: string, file: string): Fixture {
  const type = typeOf(file)
  const name = `${rule}/${file}`
  if (!type) throw new Error(`${name}: a fixture is NAME.html, NAME.blocks.html or NAME.txt`)
  const content = readFileSync(new URL(name, HERE), 'utf8')
  const shows = type === 'block-text' ? readText(content).shows : (COMMENT.exec(content)?.[1] ?? '').trim()
  if (shows === '') throw new Error(`${name}: nothing says what it shows (first comment, or first "# " line)`)
  return { rule, type, name, shows: shows.replace(/\s+/g, ' '), content }
}

function typeOf(file: string): FixtureType | null {
  if (file.endsWith('.blocks.html')) return 'block-page'
  if (file.endsWith('.html')) return 'element'
  return file.endsWith('.txt') ? 'block-text' : null
}

const MARK = /\sdata-drop(?:=(?:""|''))?(?=[\s/>])/g

/** The page as a rule gets to see it: without the marks. */
export function withoutMarks(html: string): string {
  return html.replace(MARK, '')
}

export interface TextFixture {
  readonly shows: string
  readonly lang: string | null
  /** The text that the rule gets to see. */
  readonly input: string
  /** 1 at each character that must go. */
  readonly drops: Uint8Array
  /** Lines of the input: their range, and their number in the fixture's file. */
  readonly lines: readonly { readonly from: number; readonly to: number; readonly number: number }[]
}

export function readText(content: string): TextFixture {
  const all = content.replace(/\n$/, '').split('\n')
  const header = all.findIndex(line => !line.startsWith('# '))
  const headers = all.slice(0, header < 0 ? all.length : header).map(line => line.slice(2))
  const lang = headers.find(line => line.startsWith('lang: '))?.slice(6).trim() ?? null
  const shows = headers.filter(line => !line.startsWith('lang: ')).join(' ')
  let input = ''
  const dropped: { from: number; to: number }[] = []
  const lines: { from: number; to: number; number: number }[] = []
  for (let at = headers.length; at < all.length; at++) {
    const line = all[at] ?? ''
    const from = input.length
    const mark = line.slice(0, 2)
    if (line !== '' && mark !== '- ' && mark !== '  ' && mark !== '~ ') {
      throw new Error(`line ${at + 1} begins neither with "- ", "~ " nor two spaces: ${line}`)
    }
    if (mark === '~ ') {
      for (const [index, part] of line.slice(2).split(/\{\{|\}\}/).entries()) {
        if (index % 2 === 1) dropped.push({ from: input.length, to: input.length + part.length })
        input += part
      }
    } else {
      input += line.slice(2)
      if (mark === '- ') dropped.push({ from, to: input.length })
    }
    lines.push({ from, to: input.length, number: at + 1 })
    if (at + 1 < all.length) input += '\n'
  }
  const drops = new Uint8Array(input.length)
  for (const { from, to } of dropped) drops.fill(1, from, to)
  return { shows, lang, input, drops, lines }
}
