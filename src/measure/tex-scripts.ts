/** Of a script's start tag: its content is a formula, which MathJax sets in its place. */
const TYPED = /\stype\s*=\s*["']?math\/(?:tex|latex)\b/i
const DISPLAYED = /mode\s*=\s*display/i
/** Where MathJax has been, the formula stands beside its source. */
const SET = /class=["']?MathJax/
/** kramdown writes it so that XML parsers pass over it. */
const CDATA = /^%?\s*<!\[CDATA\[|%?\s*\]\]>$/g

/** Whether the formulas of a saved page have been set: then their sources are copies. */
export function hasSetFormulas(source: string): boolean {
  return SET.test(source)
}

/**
 * The formula in a script as HTML, between the marks that TeX has for it, as kramdown and others leave it to MathJax; null when the script
 * holds none. It is the author's text, and no other element of the page has it.
 * @param tag the script's start tag @param content what stands behind it, up to the end tag
 */
export function formulaIn(tag: string, content: string): string | null {
  if (!TYPED.test(tag)) return null
  const tex = content.trim().replace(CDATA, '').trim()
  if (tex === '') return null
  const [open, close] = DISPLAYED.test(tag) ? ['\\[', '\\]'] : ['\\(', '\\)']
  return `${open}${tex.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}${close}`
}
