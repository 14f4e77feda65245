const SHORTEST = 3
const tables = new Map<string, ReadonlyMap<string, number>>()
const LANGUAGE = /^[a-z]{2,3}$/
/** "In", which Hebrew writes as one word with the month behind a day. */
const IN_HEBREW = 'ב'
/** Not a moment of anyone's clock: any year has the same months. */
const YEAR = 2001

/**
 * Numbers (1 to 12) by the names of months in the language and in English: full and short, as they stand alone and
 * beside a day, folded (lower case, without full stop). The names are the platform's.
 */
export function monthNames(lang: string): ReadonlyMap<string, number> {
  const key = LANGUAGE.test(lang) ? lang : 'en'
  const known = tables.get(key)
  if (known) return known
  const table = new Map<string, number>([['sept', 9]])
  for (const language of new Set(['en', key])) addLanguage(table, language)
  tables.set(key, table)
  return table
}

function addLanguage(table: Map<string, number>, lang: string): void {
  for (const length of ['long', 'short'] as const) {
    for (const day of [{}, { day: 'numeric' } as const]) {
      const format = new Intl.DateTimeFormat(lang, { month: length, ...day, timeZone: 'UTC', calendar: 'gregory' })
      for (let month = 0; month < 12; month++) {
        const parts = format.formatToParts(new Date(Date.UTC(YEAR, month, 1)))
        const name = foldMonth(parts.find(part => part.type === 'month')?.value ?? '')
        if (name.length < SHORTEST || /\d/.test(name)) continue
        for (const written of lang === 'he' ? [name, IN_HEBREW + name] : [name]) if (!table.has(written)) table.set(written, month + 1)
      }
    }
  }
}

export function foldMonth(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\.$/, '')
}
