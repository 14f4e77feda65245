import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ruleFileErrorLine } from '../../src/rulebook/fault.js'
import { type RuleFile, readRuleFile } from '../../src/rulebook/read.js'
import { SCHEMAS } from '../../src/rulebook/schema.js'
import { nearest } from '../../src/nearest.js'

const RULES = new URL('../../rules/', import.meta.url)

function filesIn(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, RULES)).sort().map(name => `${folder}/${name}`)
}

function read(path: string): RuleFile {
  const result = readRuleFile(`rules/${path}`, readFileSync(new URL(path, RULES), 'utf8'))
  if (!result.ok) throw new Error(result.errors.map(ruleFileErrorLine).join('\n'))
  return result.rules
}

describe('every file in rules/', () => {
  it.each(filesIn('phrases'))('%s is a phrase file named after its language', path => {
    const file = read(path)
    expect(file.type === 'phrases' && file.phrases.lang).toBe(path.replace(/^.*\/|\.yaml$/g, ''))
  })

  it.each(filesIn('widgets'))('%s is a widget file named after its vendor', path => {
    const file = read(path)
    const vendor = path.replace(/^.*\/|\.yaml$/g, '')
    expect(file.type).toBe('widgets')
    if (file.type === 'widgets') for (const { id, kind } of file.widgets) expect(id).toBe(`${vendor}/${kind}`)
  })

  it.each(filesIn('sites'))('%s is a site rule', path => {
    expect(read(path).type).toBe('site')
  })
})

describe('widgets', () => {
  const widgets = filesIn('widgets').map(read).flatMap(file => (file.type === 'widgets' ? file.widgets : []))

  it('belong to one vendor each', () => {
    const owners = new Map<string, string>()
    for (const { id, names, prefixes } of widgets) {
      for (const signature of [...names, ...prefixes.map(prefix => `${prefix}*`)]) {
        expect(owners.get(signature), `${signature} of ${id}`).toBeUndefined()
        owners.set(signature, id)
      }
    }
  })

  it('leave class names alone that anybody may use, and those of embedded posts', () => {
    const everyday = [
      'article', 'content', 'entry-content', 'comments', 'comment', 'share', 'share-buttons', 'social', 'related', 'related-posts', 'newsletter', 'subscribe',
      'cookie', 'banner', 'ad', 'ads', 'header', 'footer', 'sidebar', 'widget', 'author', 'tags', 'post', 'post-content', 'mainstream', 'outline', 'carbon',
      'cookies', 'poll', 'rating', 'paywall', 'twitter-tweet', 'twitter-video', 'instagram-media', 'tiktok-embed', 'fb-post', 'fb-video', 'reddit-card', 'wp-embed',
    ]
    for (const { id, names, prefixes } of widgets) {
      for (const word of everyday) {
        expect(names.includes(word) || prefixes.some(prefix => word.startsWith(prefix)), `${word} by ${id}`).toBe(false)
      }
    }
  })
})

describe('the keys of a site rule', () => {
  const keys = keysOf(z.toJSONSchema(SCHEMAS.site, { io: 'input' }))
  // For .json alone; YAML has a comment for it.
  keys.delete('$schema')

  it('are many', () => {
    expect(keys.size).toBeGreaterThan(70)
  })

  it.each(['rules/sites/_template.yaml', 'docs/site-rules.md'])('are all in %s', path => {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
    const missing = [...keys].filter(key => !new RegExp(`(?:^|[\\s{\`.])${key}(?::|\`)`, 'm').test(text))
    expect(missing).toEqual([])
  })
})

/** The names of all properties, but for the rules of `budgets`, which `rules list` shows. */
function keysOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties' && typeof value === 'object' && value !== null) {
      for (const [key, property] of Object.entries(value)) {
        found.add(key)
        if (key !== 'budgets') keysOf(property, found)
      }
    } else keysOf(value, found)
  }
  return found
}

describe('the JSON Schemas for editors', () => {
  it.each([
    ['phrases', 'phrases', 'Phrases of one language'], ['widgets', 'widgets', 'Widgets of one vendor'], ['site', 'site-rule', 'Site rule'],
  ] as const)('%s is current (else: npx vitest run tests/rulebook -u)', async (type, name, title) => {
    const schema = z.toJSONSchema(SCHEMAS[type], { io: 'input' })
    const { $schema, ...rest } = schema
    const text = `${JSON.stringify({ $schema, $id: `${name}.schema.json`, title, ...rest }, null, 2)}\n`
    await expect(text).toMatchFileSnapshot(`../../rules/${name}.schema.json`)
  })
})

describe('nearest', () => {
  it.each([
    ['shrae', 'share'], ['SHARE', 'share'], ['reltaed', 'related'], ['comment', 'comments'], ['xyz', null], ['', null], ['a'.repeat(100_000), null],
  ])('%s → %s', (word, near) => {
    expect(nearest(word, ['share', 'related', 'comments'])).toBe(near)
  })

  it('knows a name by its first words, when they are of no other', () => {
    const rules = ['related-teasers', 'share-bar', 'page-furniture', 'page-end']
    expect(['related', 'share', 'page', 'furniture', 'rel'].map(word => nearest(word, rules))).toEqual(['related-teasers', 'share-bar', null, null, null])
  })
})
