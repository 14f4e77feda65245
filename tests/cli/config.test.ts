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
    expect(readConfig('c.yaml', text, CONFIG_KEYS)).toMatchObject({
      ok: true,
      values: { format: ['json', 'markdown'], keep: 'byline', title: true, links: false, jobs: 4, timeout: 2.5, memory: 512, 'max-size': 0.5, lang: 'de' },
    })
    expect(readConfig('c.json', '{"quiet": true}', CONFIG_KEYS)).toMatchObject({ ok: true, values: { quiet: true } })
    expect(readConfig('c.yaml', '# nothing yet\n', CONFIG_KEYS)).toMatchObject({ ok: true, values: {} })
  })

  test.each([
    ['titel: true', ['c.yaml:1:1: unknown key "titel" (did you mean title?)']],
    ['no-links: true', ['c.yaml:1:1: unknown key "no-links" (did you mean links: false?)']],
    ['no-out: true', [expect.stringMatching(/^c\.yaml:1:1: unknown key "no-out" \(expected one of /) as string]],
    ['format: pdf', ['c.yaml:1:9: wrong value for "format" (got pdf; expected one of text, markdown, html, json)']],
    ['format: [text, jsno]', ['c.yaml:1:16: wrong value for "format[2]" (got jsno; expected one of text, markdown, html, json; did you mean json?)']],
    ['quiet: "yes"\njobs: all', ['c.yaml:1:8: wrong type for "quiet" (got "yes"; expected true or false)', 'c.yaml:2:7: wrong type for "jobs" (got all; expected a number)']],
    ['url: https://a.example/', [expect.stringMatching(/^c\.yaml:1:1: unknown key "url"/) as string]],
    ['title: true\ntitle: false', [expect.stringMatching(/^c\.yaml:2:1: /) as string]],
    ['- title', ['c.yaml:1:1: wrong type for the whole file (got - title; expected keys and values)']],
    ['title: [', [expect.stringMatching(/^c\.yaml:1:/) as string]],
    ['jobs: 0', ['c.yaml:1:7: wrong value for "jobs" (got 0; expected a whole number from 1 to 256)']],
    ['jobs: 1.5\ntimeout: -1\nmemory: 8', [
      'c.yaml:1:7: wrong value for "jobs" (got 1.5; expected a whole number from 1 to 256)',
      'c.yaml:2:10: wrong value for "timeout" (got -1; expected a number of seconds up to 86400)',
      'c.yaml:3:9: wrong value for "memory" (got 8; expected a whole number of megabytes from 64 up)',
    ]],
    ['max-size: 501', ['c.yaml:1:11: wrong value for "max-size" (got 501; expected a number of megabytes up to 500)']],
    ['delay: 3601', ['c.yaml:1:8: wrong value for "delay" (got 3601; expected a number from 0 to 3600)']],
    ['per-host: 0', ['c.yaml:1:11: wrong value for "per-host" (got 0; expected a number from 1 to 64)']],
    ['fetch-timeout: 0', ['c.yaml:1:16: wrong value for "fetch-timeout" (got 0; expected a number from 0.001 to 3600)']],
    ['favor: recal', ['c.yaml:1:8: wrong value for "favor" (got recal; expected one of recall, balance, precision; did you mean recall?)']],
    ['as: pdf', ['c.yaml:1:5: wrong value for "as" (got pdf; expected one of html, text, markdown, jsonl, warc)']],
    ['lang: "!"', ['c.yaml:1:7: wrong value for "lang" (got "!"; expected a language tag as in de or pt-BR)']],
    ['shard: 3/2', ['c.yaml:1:8: wrong value for "shard" (got 3/2; expected a part and the number of parts, as in 1/8 up to 8/8)']],
    ['user-agent: "ümlaut"', ['c.yaml:1:13: wrong value for "user-agent" (got "ümlaut"; expected one line of ASCII)']],
    ['out: ""', ['c.yaml:1:6: wrong value for "out" (got ""; expected a name)']],
    ['keep: byline, datelin', [expect.stringMatching(/^c\.yaml:1:15: wrong value for "keep" \(got byline, datelin; expected one of .*; did you mean dateline\?\)$/) as string]],
    ['fields: [html=page, url]', ['c.yaml:1:21: wrong value for "fields" (got url; expected html=NAME, text=NAME, url=NAME or id=NAME)']],
    ['fields: html=page,htlm=body', ['c.yaml:1:19: wrong value for "fields" (got html=page,htlm=body; expected html=NAME, text=NAME, url=NAME or id=NAME)']],
    ['__proto__: { title: true }', [expect.stringMatching(/^c\.yaml:1:1: /) as string]],
  ])('%s is refused with its place', (text, lines) => expect(linesOf(text)).toEqual(lines))

  test('tells editors the ranges of numbers', () => {
    expect(JSON.parse(schemaForEditors(CONFIG_KEYS))).toMatchObject({ properties: { jobs: { type: 'number', minimum: 1, maximum: 256 }, memory: { minimum: 64 } } })
  })

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
    desk.file('later.yaml', 'quiet: true\noff:\n  - share-bar\n  - share-bars\nout: all.csv\n')
    const later = await desk.run(['notes.txt', '--config', 'later.yaml'])
    expect([later.code, later.err]).toEqual([2, expect.stringMatching(/^later\.yaml:5:6: -o all\.csv: \.csv is not written; /)])
    const unknown = await desk.run(['notes.txt', '--config', 'later.yaml', '-o', 'x.txt'])
    expect([unknown.code, unknown.err]).toEqual([2, 'later.yaml:4:5: unknown rule "share-bars"; did you mean "share-bar"?\n'])
    expect((await desk.run(['notes.txt', '--config', 'later.yaml', '-o', 'x.csv'])).err).toMatch(/^cleancopy: -o x\.csv: /)
    expect(await desk.run(['notes.txt', '--config=none.yaml'])).toMatchObject({ code: 2, err: 'cleancopy: the config file none.yaml: no such file or folder\n' })
    desk.file('cut.json', '{ "quiet": true')
    expect(await desk.run(['notes.txt', '--config', 'cut.json'])).toMatchObject({ code: 2, err: expect.stringMatching(/^cut\.json:1:\d+: .*\(expected JSON\)\n$/) as string })
    desk.file('cleancopy.config.yaml', '')
    desk.file('cleancopy.config.json', '{}')
    expect((await desk.run(['notes.txt'])).err).toMatch(/^cleancopy: there are two config files here, .*\n$/)
  }, PATIENCE)
})
