/** Protects: what comes with a record goes on as it was written, digit by digit, and pollutes nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, joinRecord, rawMembers } from '../../src/batch/fields.js'

test('members are as they were written; of two with one name the last', () => {
  const json = ' { "id" : 9007199254740993 , "x":1.0,"x":[ {"a":"]\\"}"} ], "é\\u0022": "\\\\" ,"e":1e400,"n":null}'
  expect([...rawMembers(json)]).toEqual([
    ['id', '9007199254740993'], ['x', '[ {"a":"]\\"}"} ]'], ['é"', '"\\\\"'], ['e', '1e400'], ['n', 'null'],
  ])
  expect([...rawMembers('{}')]).toEqual([])
})

test('any object comes apart and together again', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (value, indent) => {
    const json = JSON.stringify(value, null, indent)
    const joined = `{${[...rawMembers(json)].map(([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(',')}}`
    expect(JSON.parse(joined)).toEqual(JSON.parse(json))
  }))
})

test('a line: our name first, theirs as they were, ours; a name that both have stands apart', () => {
  const fields = rawMembers('{"id":12345678901234567890,"title":"theirs","original":1,"__proto__":{"polluted":1}}')
  const line = joinRecord({ input: 'a' }, fields, { title: 'ours', text: 'x' })
  expect(line).toBe('{"input":"a","id":12345678901234567890,"__proto__":{"polluted":1},"title":"ours","text":"x",'
    + '"original":{"title":"theirs","original":1}}')
  expect({}).not.toHaveProperty('polluted')
  expect(joinRecord({ input: 'a' }, fieldsOf({ id: 7 }), {})).toBe('{"input":"a","id":7}')
})
