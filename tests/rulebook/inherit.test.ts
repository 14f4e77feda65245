/** Protects what a site rule gets from the files that it names, and from which of them. */
import { describe, expect, it } from 'vitest'
import type { RuleLayer, SiteRule } from '../../src/model.js'
import { assemble } from '../../src/rulebook/assemble.js'
import { ruleFileErrorLine } from '../../src/rulebook/fault.js'
import { type RuleFile, readRuleFile } from '../../src/rulebook/read.js'

type Files = Readonly<Record<string, string>>

function read(files: Files): RuleFile[] {
  return Object.entries(files).map(([name, text]) => {
    const result = readRuleFile(name, text)
    if (!result.ok) throw new Error(result.errors.map(ruleFileErrorLine).join('\n'))
    return result.rules
  })
}

function assembled(...layers: readonly (readonly [RuleLayer, Files])[]): { rule: (id: string) => SiteRule | undefined; errors: string[] } {
  const { rulebook, errors } = assemble(layers.map(([layer, files]) => ({ layer, files: read(files) })))
  return { rule: id => rulebook.sites.find(site => site.id === id), errors: errors.map(ruleFileErrorLine) }
}

const PARENT = 'schema: 1\ncontent: { select: .entry, min_chars: 20, join: true }\nkeep: [.k1]\nremove: [.r1]\nmetadata: { title: .t1 }\ngeneric: { off: [caption], text_rules: false }\nlines: { line: [one] }\n'
const CHILD = 'schema: 1\nhosts: [a.example]\ninherit: [platform/plume]\ncontent: { select: .own, min_share: 0 }\nkeep: [.k2]\nremove: [.r2]\nmetadata: { title: .t2 }\ngeneric: { off: [poll-widget], text_rules: true }\n'

describe('inherit', () => {
  it('what is tried begins with the child\'s, what is carried out with the parent\'s, single values are replaced', () => {
    const { rule, errors } = assembled(['given', { 'platform/plume.yaml': PARENT, 'a.yaml': CHILD }])
    expect(errors).toEqual([])
    const child = rule('a')
    expect(child).toMatchObject({ id: 'a', hosts: ['a.example'], minChars: 20, minShare: 0, join: false, generic: { off: ['caption', 'poll-widget'], textRules: true } })
    expect(child?.content.map(({ selector }) => selector)).toEqual(['.own', '.entry'])
    expect(child?.keep.map(({ selector }) => selector)).toEqual(['.k1', '.k2'])
    expect(child?.remove.map(({ selector, origin }) => [selector, origin.type === 'file' && origin.file])).toEqual([['.r1', 'platform/plume.yaml'], ['.r2', 'a.yaml']])
    expect(child?.metadata?.title?.map(({ select }) => select)).toEqual(['.t2', '.t1'])
    expect(child?.lines).toHaveLength(1)
  })

  it('several parents, and parents of parents, each once in their order', () => {
    const { rule } = assembled(['given', {
      'x.yaml': 'schema: 1\nhosts: [x.example]\ninherit: [platform/b, platform/c]\nremove: [.x]\n',
      'platform/a.yaml': 'schema: 1\nremove: [.a]\n', 'platform/b.yaml': 'schema: 1\ninherit: [platform/a]\nremove: [.b]\n', 'platform/c.yaml': 'schema: 1\nremove: [.c]\n',
    }])
    expect(rule('x')?.remove.map(({ selector }) => selector)).toEqual(['.a', '.b', '.c', '.x'])
  })

  it('a name is looked for in the own layer first, builtin: among the built-in ones, by file name or host', () => {
    const own = { 'a.yaml': 'schema: 1\nhosts: [a.example]\ninherit: ["builtin:a.example", platform/p]\nremove: [.own]\n', 'platform/p.yaml': 'schema: 1\nremove: [.mine]\n' }
    const builtIn = { 'rules/sites/old-a.yaml': 'schema: 1\nhosts: [a.example]\nremove: [.built]\n', 'rules/platform/p.yaml': 'schema: 1\nremove: [.theirs]\n' }
    const { rule, errors } = assembled(['user', own], ['built-in', builtIn])
    expect(errors).toEqual([])
    expect(rule('a')?.remove.map(({ selector }) => selector)).toEqual(['.built', '.mine', '.own'])
  })

  it('hosts, paths, conditions and tests are not inherited', () => {
    const { rule } = assembled(['given', {
      'a.yaml': 'schema: 1\nhosts: [a.example]\ninherit: [b]\n', 'b.yaml': 'schema: 1\nhosts: [b.example]\npaths: { include: [/x] }\nwhen: { lang: [de] }\nabout: { verified: 2020-01-01 }\n',
    }])
    expect(rule('a')).toEqual({ ...rule('a'), hosts: ['a.example'] })
    for (const key of ['paths', 'when', 'verified']) expect(rule('a')).not.toHaveProperty(key)
  })

  it('names that lead nowhere and circles are errors with their place', () => {
    const { errors } = assembled(['given', {
      'a.yaml': 'schema: 1\nhosts: [a.example]\ninherit:\n  - platform/plum\n  - b\n', 'b.yaml': 'schema: 1\nhosts: [b.example]\ninherit: [a]\n', 'platform/plume.yaml': 'schema: 1\nremove: [.x]\n',
    }])
    expect(errors.sort()).toEqual([
      'a.yaml:4:5: no rule file "platform/plum" (got platform/plum; did you mean platform/plume?)',
      'b.yaml:3:11: a inherits from this file (got a; expected no circle)',
    ])
  })

  it('a file does not inherit from itself, by its name or its host', () => {
    const { errors } = assembled(['given', { 'a.yaml': 'schema: 1\nhosts: [a.example]\ninherit: [a, a.example]\n' }])
    expect(errors).toEqual([
      'a.yaml:3:11: a file cannot inherit from itself (got a; expected another rule file)',
      'a.yaml:3:14: a file cannot inherit from itself (got a.example; expected another rule file)',
    ])
  })
})
