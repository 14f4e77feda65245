/** Protects what a page is believed to say of its own length: a number of words, a reading time, and nothing that only looks like them. */
import { describe, expect, it } from 'vitest'
import { statedLength } from '../src/describe/stated-length.js'
import type { JsonObject } from '../src/describe/json-ld.js'

const metas = (label: string, data: string, pair = 2) => new Map([[`twitter:label${pair}`, [label]], [`twitter:data${pair}`, [data]]])
const node = (wordCount: JsonObject[string]): JsonObject => ({ '@type': 'Article', wordCount })

describe('a number of words', () => {
  it.each([1200, '1200'])('is read as %j, up to what counters differ by', words => {
    expect(statedLength([node(words)], new Map())).toMatchObject({ least: 1116, most: 1284, property: 'wordCount' })
  })

  it.each([0, 12, -5, 'many', '1.200', null, 12.5])('is not read from %j', words => {
    expect(statedLength([node(words)], new Map())).toBeNull()
  })

  it('beats the reading time', () => {
    expect(statedLength([node(900)], metas('Est. reading time', '12 minutes'))?.property).toBe('wordCount')
  })
})

describe('a reading time', () => {
  it.each([
    ['Est. reading time', '5 minutes'], ['Time to read', '5 min read'], ['Geschätzte Lesezeit', '5 Minuten'], ['Durée de lecture estimée', '5 minutes'],
    ['Tiempo de lectura', '5 minutos'], ['Tempo di lettura stimato', '5 minuti'], ['Est. tempo de leitura', '5 minutos'], ['Geschatte leestijd', '5 minuten'],
    ['Beräknad lästid', '5 minuter'], ['Beregnet læsetid', '5 minutter'], ['Szacowany czas czytania', '5 minut'], ['Примерное время для чтения', '5 минут'],
    ['Прибл. час читання', '5 хвилин'], ['Odhadovaná doba čtení', '5 minut'], ['Becsült olvasási idő', '5 perc'], ['Tahmini okuma süresi', '5 dakika'],
    ['予想される読み取り時間', '5分'], ['预计阅读时间', '5 分'], ['예상되는 판독 시간 (읽기)', '5분'], ['זמן קריאה משוער', '5 דקות'], ['وقت القراءة المُقدّر', '5 دقائق'],
  ])('is %s: %s', (label, data) => {
    expect(statedLength([], metas(label, data))).toEqual({ least: 600, most: 1175, property: 'reading time' })
  })

  it.each([
    ['Cook time', '45 minutes'], ['Written by', '12 minstrels'], ['Est. reading time', 'soon'], ['Est. reading time', '1 minute'], ['Time to read', '3 hours'],
  ])('is not %s: %s', (label, data) => {
    expect(statedLength([], metas(label, data))).toBeNull()
  })

  it('stands in any of the pairs that previews have', () => {
    expect(statedLength([], metas('Est. reading time', '2 minutes', 1))).not.toBeNull()
    expect(statedLength([], metas('Est. reading time', '2 minutes', 9))).toBeNull()
  })
})
