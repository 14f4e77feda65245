/** Protects: no two documents ever share an output name, and names do not change from run to run. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planNames } from '../../src/batch/names.js'

const named = (relatives: string[], extension = '.txt'): Record<string, string> => {
  return Object.fromEntries(planNames(relatives, extension).nameOf)
}

test('the extension is replaced and folders stay', () => {
  expect(named(['a.html', 'deep/er/b.htm', 'c', '.hidden', 'v1.2.html'])).toEqual({
    'a.html': 'a.txt', 'deep/er/b.htm': 'deep/er/b.txt', 'c': 'c.txt', '.hidden': '.hidden.txt', 'v1.2.html': 'v1.2.txt',
  })
})

test('inputs that want one name keep their extensions, all of them, and are reported', () => {
  const { nameOf, changed } = planNames(['a.html', 'b.html', 'a.htm'], '.md')
  expect(Object.fromEntries(nameOf)).toEqual({ 'a.html': 'a.html.md', 'b.html': 'b.md', 'a.htm': 'a.htm.md' })
  expect(changed).toEqual(['a.html', 'a.htm'])
})

test('names that differ in case or composition alone clash: some file systems cannot hold both', () => {
  expect(Object.values(named(['A.html', 'a.html']))).toEqual(['A.html.txt', 'a.html-2.txt'])
  expect(new Set(Object.values(named(['\u00e9.html', 'e\u0301.html'])).map((name) => name.normalize('NFC'))).size).toBe(2)
})

test('a name made for a clash gives way to an input that has it by right', () => {
  expect(named(['a.html', 'a.htm', 'a.html.html'])).toEqual({
    'a.html': 'a.html-2.txt', 'a.htm': 'a.htm.txt', 'a.html.html': 'a.html.txt',
  })
})

test('a compressed document is called as if it were not', () => {
  expect(named(['a.html.gz', 'b.html', 'b.html.gz'])).toEqual({
    'a.html.gz': 'a.txt', 'b.html': 'b.html.txt', 'b.html.gz': 'b.html.gz.txt',
  })
})

test('names that some system cannot have are changed, and reported', () => {
  const { nameOf, changed } = planNames(['CON.html', 'a:b.html', 'what?.html', 'x\\y.html', 'dir. /nul.d/z.html', 'fine.html'], '.txt')
  expect([...nameOf.values()]).toEqual(['CON_.txt', 'a_b.txt', 'what_.txt', 'x_y.txt', 'dir__/nul_.d/z.txt', 'fine.txt'])
  expect(changed).toHaveLength(5)
  const [long] = Object.values(named([`${'é'.repeat(125)}.html`]))
  expect(Buffer.byteLength(long ?? '')).toBeLessThanOrEqual(240)
  expect(long).toMatch(/^é+~[0-9a-f]{8}\.txt$/)
})

test('all names differ, for any set of inputs', () => {
  const name = fc.stringMatching(/^[aAb](\.[ahA]){0,2}(\.html|\.htm|\.txt)?$/)
  fc.assert(fc.property(fc.uniqueArray(name, { maxLength: 30 }), (relatives) => {
    const names = Object.values(named(relatives))
    expect(new Set(names.map((one) => one.toLowerCase())).size).toBe(relatives.length)
  }))
})
