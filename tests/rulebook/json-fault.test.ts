/** Protects: a .json file is JSON, as everything else that reads it will want; what is wrong is told with its place. */
import { describe, expect, it } from 'vitest'
import { jsonFault } from '../../src/rulebook/json-fault.js'
import { readRuleFile } from '../../src/rulebook/read.js'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('jsonFault', () => {
  it.each([
    '{}', '[]', ' { "a" : [ 1 , -2.5e+3 , true , false , null , "x\\n\\u00e9" ] } \n', '1', '"a"', '[[[{}]]]', '{"a":{"b":[]},"c":""}', '0', '-0.1E9',
    '', '{', '[', '{"a"}', '{"a":}', '{"a":1,}', '[1,]', '[,]', '[1 2]', '{a:1}', "{'a':1}", '// x\n{}', '{} {}', '{"a":1 "b":2}', '01', '.5', '1.', '+1', 'NaN', 'nul',
    'nullx', '"a\nb"', '"\\x"', '"\\u12"', '"', '[1}', '{"a":1]', ']', '}', ',', ':', '[1]]', '{"a" 1}', '{,}', 'TRUE', '1e', '[1,,2]', '\u00a0{}', '- a', 'a: 1',
  ])('agrees with the platform on %j', (text) => {
    expect(jsonFault(text) === null).toBe(isJson(text))
  })

  it.each<[string, number, string]>([
    ['{"a":1,}', 7, 'a key in double quotes'], ['[1, 2,\n]', 7, 'a value'], ['{"a":1 "b":2}', 7, 'a comma or }'], ['{a:1}', 1, 'a key in double quotes or }'], ['{} x', 3, 'the end'],
  ])('%j: at %i, %s', (text, offset, expected) => {
    expect(jsonFault(text)).toEqual({ offset, expected })
  })
})

it('a rule file with a comma too many is no JSON, and is YAML', () => {
  const text = '{\n  "schema": 1, "hosts": ["post.example"],\n  "remove": [".promo"],\n}\n'
  expect(readRuleFile('bad.json', text)).toEqual({
    ok: false, errors: [{ file: 'bad.json', line: 4, column: 1, message: 'not valid JSON', got: '}', expected: 'a key in double quotes', suggestion: null }],
  })
  expect(readRuleFile('good.json', text.replace('],\n}', ']\n}')).ok).toBe(true)
  expect(readRuleFile('flow.yaml', text).ok).toBe(true)
})

it.each([
  '{"$schema":"./site-rule.schema.json","schema":1,"hosts":["post.example"]}', '{"$schema":"x","vendor":"acme","widgets":[{"kind":"share","names":["acme-a"]}]}',
  '{"$schema":"x","lang":"en","phrases":{"share":{"line":["tell the gulls"]}}}',
])('a file tells editors its schema: %s', (text) => {
  expect(readRuleFile('f.json', text)).toMatchObject({ ok: true })
  expect(readRuleFile('f.json', text.replace(/"\$schema":"[^"]*"/, '"$schema":1'))).toMatchObject({ ok: false })
})
