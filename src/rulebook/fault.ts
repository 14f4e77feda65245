/** What is wrong with one text of a rule file. `offset`: code units from its start, when the place is known. */
export interface Fault {
  readonly message: string
  readonly expected?: string
  readonly suggestion?: string
  readonly offset?: number
}

/** One error of a rule file. Line and column are 1-based; 0 when the file itself is meant. */
export interface RuleFileError {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
  /** The offending text as written, shortened; null when something is missing. */
  readonly got: string | null
  readonly expected: string | null
  /** The nearest known name. */
  readonly suggestion: string | null
}

/** `file:line:column: message (got …; expected …; did you mean …?)`, in one line. */
export function ruleFileErrorLine(error: RuleFileError): string {
  const place = error.line > 0 ? `${error.file}:${error.line}:${error.column}` : error.file
  const details = [
    error.got === null ? '' : `got ${error.got}`,
    error.expected === null ? '' : `expected ${error.expected}`,
    error.suggestion === null ? '' : `did you mean ${error.suggestion}?`,
  ].filter(detail => detail !== '')
  return `${place}: ${error.message}${details.length > 0 ? ` (${details.join('; ')})` : ''}`
}
