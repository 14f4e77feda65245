/** Text from documents and file names, made safe to print: a page must not be able to steer the terminal. */

/** Control characters but tab and line feed: escape sequences begin with one. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

export function printable(text: string): string {
  return text.replace(CONTROLS, '\ufffd')
}

/** A name may hold a line feed, and what is said of it is one line. */
export function printableName(name: string): string {
  return printable(name).replace(/[\t\n]/g, '\ufffd')
}

/** On one line, at most `most` characters long. */
export function onOneLine(text: string, most: number): string {
  const line = printable(text).replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  const cut = line.slice(0, most - 1)
  // Never half of a surrogate pair.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
