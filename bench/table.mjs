// Tables for a terminal or for Markdown.

/**
 * @param {readonly string[]} header @param {readonly (readonly string[])[]} rows
 * @param {{ markdown?: boolean }} [options] @returns {string} first column left-aligned, the others right
 */
export function table(header, rows, { markdown = false } = {}) {
  const widths = header.map((cell, at) => Math.max(width(cell), ...rows.map(row => width(row[at] ?? ''))))
  const line = /** @param {readonly string[]} cells */ cells =>
    header.map((_, at) => pad(cells[at] ?? '', widths[at] ?? 0, at > 0))
  if (!markdown) return [header, ...rows].map(cells => line(cells).join('  ').trimEnd()).join('\n')
  const rule = widths.map((size, at) => '-'.repeat(Math.max(size - (at > 0 ? 1 : 0), 2)) + (at > 0 ? ':' : ''))
  return [line(header), rule, ...rows.map(line)].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** @param {string} text */
function width(text) {
  return [...text].length
}

/** @param {string} text @param {number} size @param {boolean} right */
function pad(text, size, right) {
  const gap = ' '.repeat(Math.max(0, size - width(text)))
  return right ? gap + text : text + gap
}

/** @param {number | null | undefined} value @param {number} [digits] @returns {string} a dash when there is none */
export function figure(value, digits = 3) {
  return value === null || value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits)
}

/** @param {number} value @param {number} [digits] with its sign */
export function signed(value, digits = 3) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
}
