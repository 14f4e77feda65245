/** The lines of a Full-Text RSS site config. */

export interface FtrLine {
  /** 1-based. */
  readonly line: number
  readonly text: string
  readonly is: 'directive' | 'comment' | 'blank' | 'stray'
  /** Lower case; '' unless it is a directive. */
  readonly name: string
  /** What stands in brackets behind the name: `replace_string(this): that`. */
  readonly argument: string | null
  readonly value: string
}

/** The name, perhaps an argument in brackets, a colon. The argument may have colons and brackets of its own: it ends at the first `):`. */
const DIRECTIVE = /^\s*([A-Za-z_]+)[ \t]*(?:\(([^]*?)\)[ \t]*)?:([^]*)$/

export function readFtrLines(text: string): FtrLine[] {
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text
  return bare.split(/\r\n|\r|\n/).map((written, index) => readLine(written, index + 1))
}

function readLine(text: string, line: number): FtrLine {
  const nothing = { line, text, name: '', argument: null, value: '' }
  const trimmed = text.trim()
  if (trimmed === '') return { ...nothing, is: 'blank' }
  if (trimmed.startsWith('#')) return { ...nothing, is: 'comment', value: trimmed.replace(/^#+\s?/, '') }
  const [, name = '', argument, value = ''] = DIRECTIVE.exec(text) ?? []
  if (name === '' || /^https?$/i.test(name)) return { ...nothing, is: 'stray' }
  return { line, text, is: 'directive', name: name.toLowerCase(), argument: argument ?? null, value: value.trim() }
}
