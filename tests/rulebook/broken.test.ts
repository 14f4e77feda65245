/** Protects the people who write rule files: each broken file of the folder gets the errors that its last lines name, and no other. */
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ruleFileErrorLine } from '../../src/rulebook/fault.js'
import { readRuleFile } from '../../src/rulebook/read.js'

const FOLDER = new URL('broken/', import.meta.url)
const files = readdirSync(FOLDER).sort()

describe('broken rule files', () => {
  it('are many', () => {
    expect(files.length).toBeGreaterThanOrEqual(130)
  })

  it.each(files)('%s', name => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8')
    const result = readRuleFile(name, text)
    const expected = [...text.matchAll(/^# expect (.*)$/gm)].map(([, line]) => line)
    expect(expected.length).toBeGreaterThan(0)
    expect(result.ok ? [] : result.errors.map(ruleFileErrorLine)).toEqual(expected)
  })
})
