/** Protects the config file: found or named, below the flags, and told exactly what is wrong with it. */
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CONFIG_KEYS } from '../../src/cli/config.js'
import { CLEAN_FLAGS } from '../../src/cli/clean.js'
import { readConfig, schemaForEditors } from '../../src/config/read-config.js'
import { Desk } from './driver.js'

const PATIENCE = 60_000
const TEXT = 'Share on Facebook\n\nThe night ferry to Orrin sails again from Friday, four years after the last one tied up.\n'
const BODY = 'The night ferry to Orrin sails again from Friday, four years after the last one tied up.\n'

describe('what the file says', () => {
  const linesOf = (text: string): readonly string[] => {
    const result = readConfig('c.yaml', text, CONFIG_KEYS)
    return result.ok ? [] : result.lines
  }

  test('becomes flags', () => {
    const text = '$schema: x\nformat: [json, markdown]\nkeep: byline\ntitle: true\nlinks: false\njobs: 4\ntimeout: 2.5\nmemory: 512\nmax-size: 0.5\nlang: de\n'
    expect(readConfig('c.yaml', text, CONFIG_KEYS)).toEqual({
      ok: true,
      values: { format: ['json', 'markdown'], keep: 'byline', title: true, links: false, jobs: 4, timeout: 2.5, memory: 512, 'max-size': 0.5, lang: 'de' },
    })
    expect(readConfig('c.json', '{"quiet": true}', CONFIG_KEYS)).toEqual({ ok: true, values: { quiet: true } })
    expect(readConfig('c.yaml', '# nothing yet\n', CONFIG_KEYS)).toEqual({ ok: true, values: {} })
  })

  test.each([
    ['titel: true', ['c.yaml:1:1: unknown key "titel" (did you mean title?)']],
    ['format: pdf', ['c.yaml:1:9: wrong value for "format" (got pdf; expected one of text, markdown, html, json)']],
    ['format: [text, jsno]', ['c.yaml:1:16: wrong value for "format[2]" (got jsno; expected one of text, markdown, html, json; did you mean json?)']],
    ['quiet: "yes"\njobs: all', ['c.yaml:1:8: wrong type for "quiet" (got "yes"; expected true or false)', 'c.yaml:2:7: wrong type for "jobs" (got all; expected a number)']],
    ['url: https://a.example/', [expect.stringMatching(/^c\.yaml:1:1: unknown key "url"/) as string]],
    ['title: true\ntitle: false', [expect.stringMatching(/^c\.yaml:2:1: /) as string]],
    ['- title', ['c.yaml:1:1: wrong type for the whole file (got - title; expected keys and values)']],
    ['title: [', [expect.stringMatching(/^c\.yaml:1:/) as string]],
    ['__proto__: { title: true }', [expect.stringMatching(/^c\.yaml:1:1: /) as string]],
  ])('%s is refused with its place', (text, lines) => expect(linesOf(text)).toEqual(lines))

  test('has a key for every flag but those of one run, and editors know them', () => {
    expect(Object.keys(CLEAN_FLAGS).filter((name) => !(name in CONFIG_KEYS)).sort()).toEqual(['config', 'filter', 'from', 'url'])
    const built = readFileSync(new URL('../../dist/config.schema.json', import.meta.url), 'utf8')
    expect(built).toBe(schemaForEditors(CONFIG_KEYS))
    expect(Object.keys((JSON.parse(built) as { properties: object }).properties)).toEqual(['$schema', ...Object.keys(CONFIG_KEYS)])
  })
})

describe('the command line', () => {
  let desk: Desk
  beforeEach(() => {
    desk = new Desk()
    desk.file('notes.txt', TEXT)
  })
  afterEach(() => desk.clear())

  test('takes what it finds, lets flags win, and leaves out what it is told to', async () => {
    desk.file('cleancopy.config.yaml', 'format: json\nquiet: true\noff: [share-bar, line-model]\n')
    expect(JSON.parse((await desk.run(['notes.txt'])).out)).toMatchObject({ text: expect.stringContaining('Share on Facebook') as string })
    expect((await desk.run(['notes.txt', '-f', 'text', '--off', 'poll-widget'])).out).toBe(BODY)
    expect((await desk.run(['notes.txt', '--no-config'])).out).toBe(BODY)
    expect((await desk.run(['rules', 'list'])).code).toBe(0)
    expect((await desk.run(['explain', 'notes.txt'])).out).not.toContain('share-bar')
  }, PATIENCE)

  test('says in one go what is wrong, with code 2, and cleans nothing', async () => {
    desk.file('mine.yaml', 'format: jsno\ntitel: true\n')
    expect(await desk.run(['notes.txt', '--config', 'mine.yaml'])).toEqual({
      code: 2, out: '',
      err: 'mine.yaml:1:9: wrong value for "format" (got jsno; expected one of text, markdown, html, json; did you mean json?)\n'
        + 'mine.yaml:2:1: unknown key "titel" (did you mean title?)\n',
    })
    expect(await desk.run(['notes.txt', '--config=none.yaml'])).toMatchObject({ code: 2, err: 'cleancopy: the config file none.yaml: no such file or folder\n' })
    desk.file('cut.json', '{ "quiet": true')
    expect(await desk.run(['notes.txt', '--config', 'cut.json'])).toMatchObject({ code: 2, err: expect.stringMatching(/^cut\.json:1:\d+: .*\(expected JSON\)\n$/) as string })
    desk.file('cleancopy.config.yaml', '')
    desk.file('cleancopy.config.json', '{}')
    expect((await desk.run(['notes.txt'])).err).toMatch(/^cleancopy: there are two config files here, .*\n$/)
  }, PATIENCE)
})
