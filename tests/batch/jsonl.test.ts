/** Protects: one record, one document; nothing of it is lost, and what is no record is named with its place. */
import { expect, test } from 'vitest'
import type { Content, Entry } from '../../src/batch/job.js'
import { FIELD_NAMES, jsonRecords, type RecordOptions } from '../../src/batch/jsonl.js'
import { readInput } from '../../src/batch/run.js'

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function records(text: string, options: Partial<RecordOptions> = {}): Promise<Entry[]> {
  const all = { file: 'all.jsonl', relative: 'in/all.jsonl', as: null, fields: FIELD_NAMES, limit: 10_000, everyLine: false, ...options }
  const found: Entry[] = []
  for await (const entry of jsonRecords(bytes(text), all)) found.push(entry)
  return found
}

async function read(text: string, options: Partial<RecordOptions> = {}): Promise<(Content | string)[]> {
  return Promise.all((await records(text, options)).map(async (entry) => {
    const content = entry.type === 'failure' ? entry : await readInput(entry)
    return 'type' in content ? `${content.input} ${content.code} ${content.detail}` : content
  }))
}

test('a record: body, address, and the rest of it', async () => {
  const [entry] = await records('{"id":"a","url":"https://post.example/x","html":"<p>x","n":1.0}\n')
  expect(entry).toMatchObject({ input: 'all.jsonl:1', relative: 'in/all.jsonl/000000001', place: { file: 'all.jsonl', line: 1 } })
  const [content] = await read('{"id":"a","url":"https://post.example/x","html":"<p>x","n":1.0}\n')
  expect(content).toMatchObject({ body: '<p>x', kind: 'html', source: { url: 'https://post.example/x' } })
  expect([...(content as Content).fields]).toEqual([['id', '"a"'], ['url', '"https://post.example/x"'], ['n', '1.0']])
})

test('which body: html before text, unless it is empty, or --as says so; other names by choice', async () => {
  const kinds = async (line: string, options: Partial<RecordOptions> = {}): Promise<unknown> => {
    const [content] = await read(line, options)
    return typeof content === 'string' ? content : [content?.kind, content?.body]
  }
  expect(await kinds('{"html":"<p>","text":"t"}')).toEqual(['html', '<p>'])
  expect(await kinds('{"html":"","text":"t"}')).toEqual(['text', 't'])
  expect(await kinds('{"html":null,"text":"t"}')).toEqual(['text', 't'])
  expect(await kinds('{"html":"<p>","text":"t"}', { as: 'text' })).toEqual(['text', 't'])
  expect(await kinds('{"body":"<p>"}', { fields: { ...FIELD_NAMES, html: 'body' } })).toEqual(['html', '<p>'])
})

test('what is no record is named, and its neighbours are not harmed', async () => {
  const long = `{"html":"${'x'.repeat(200)}"}`
  const found = await read(`{"text":"a"}\n{"text":\n\n[1]\n5\n{"id":7}\n{"text":5}\n${long}\n{"text":"z"}`, { limit: 100 })
  expect(found.map((one) => typeof one === 'string' ? one : one.body)).toEqual([
    'a', 'all.jsonl:2 bad-record Unexpected end of JSON input', 'all.jsonl:4 bad-record the line is JSON, but no object',
    'all.jsonl:5 bad-record the line is JSON, but no object', 'all.jsonl:6 bad-record no string called html or text in it',
    'all.jsonl:7 bad-record no string called html or text in it', 'all.jsonl:8 too-large 100', 'z',
  ])
})

test('a filter sees empty lines too', async () => {
  const found = await read('{"text":"a"}\n\n \n', { everyLine: true })
  expect(found.slice(1)).toEqual(['all.jsonl:2 bad-record the line is empty', 'all.jsonl:3 bad-record the line is empty'])
})

test('an address that no page comes from is carried on and not used', async () => {
  for (const url of ['"javascript:alert(1)"', '"/a"', '7', 'null', '"https://[::bad/"']) {
    const [content] = await read(`{"text":"a","url":${url}}`)
    expect(content).toMatchObject({ source: { url: null } })
    expect((content as Content).fields.get('url')).toBe(url)
  }
})

test('deep and odd JSON ends no process', async () => {
  const found = await read(`{"text":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n{"text":"b","__proto__":{"polluted":1}}`, { limit: 1e6 })
  expect(found.map((one) => typeof one === 'string' ? 'failure' : one.body)).toEqual(['a', 'b'])
  expect({}).not.toHaveProperty('polluted')
})
