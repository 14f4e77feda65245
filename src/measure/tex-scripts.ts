const TYPE = /\stype\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
/** Of a script's type: its content is a formula, which MathJax sets in its place. */
const TYPED = /^\s*math\/(?:tex|latex)\b/i
const DISPLAYED = /mode\s*=\s*display/i
/** Where MathJax has been, the formula stands beside its source. */
const SET = /class=["']?MathJax/
/** kramdown writes it so that XML parsers pass over it; its end stands in a comment of TeX, too. */
const CDATA = /^%?\s*<!\[CDATA\[/
const CDATA_END = ']]>'
/** Commands that define others, with what they define; what stands in braces is left out here. */
const DEFINITIONS = new RegExp([
  '\\\\(?:(?:re|provide)?newcommand|DeclareMathOperator)\\*? ?(?:\\{\\}|\\\\[a-z]{1,40}) ?(?:\\[[^\\]]{0,40}\\] ?){0,2}\\{\\}',
  '\\\\[egx]?def ?\\\\[a-z]{1,40}[^{}\\\\]{0,40}\\{\\}', '\\\\let ?\\\\[a-z]{1,40} ?=? ?\\\\[a-z]{1,40}', '\\\\require ?\\{\\}',
].join('|'), 'gi')

/** Whether the formulas of a saved page have been set: then their sources are copies. */
export function hasSetFormulas(source: string): boolean {
  return SET.test(source)
}

/** The type of a script by its start tag. */
export function scriptType(tag: string): string {
  const [, double, single, bare] = TYPE.exec(tag) ?? []
  return double ?? single ?? bare ?? ''
}

/**
 * The formula in a script, between the marks that TeX has for it, as kramdown and others leave it to MathJax; null when the script
 * holds none, or only defines macros. It is the author's text, and no other element of the page has it.
 * @param type of the script @param content what stands in it
 */
export function formulaIn(type: string, content: string): string | null {
  if (!TYPED.test(type)) return null
  const tex = withoutCdata(content.trim()).trim()
  if (tex === '' || onlyDefines(tex)) return null
  const [open, close] = DISPLAYED.test(type) ? ['\\[', '\\]'] : ['\\(', '\\)']
  return `${open}${tex}${close}`
}

function withoutCdata(content: string): string {
  const open = content.replace(CDATA, '')
  if (!open.endsWith(CDATA_END)) return open
  const tex = open.slice(0, -CDATA_END.length).trimEnd()
  return tex.endsWith('%') ? tex.slice(0, -1) : tex
}

/** Nothing is shown where macros are defined for the formulas behind. */
function onlyDefines(tex: string): boolean {
  return tex.startsWith('\\') && withoutGroups(tex).replace(DEFINITIONS, '').trim() === ''
}

/** Each group in braces as `{}`, each run of white space as one blank. */
function withoutGroups(tex: string): string {
  let [outside, depth] = ['', 0]
  for (const [token] of tex.matchAll(/\\[{}]|[{}]|\s+|[^{}\s\\]+|\\/g)) {
    if (token === '}' && depth > 0 && --depth === 0) outside += '{}'
    else if (token === '{') depth++
    else if (depth === 0) outside += token.trim() === '' ? ' ' : token
  }
  return outside
}
