/** From the JSON lines of a finished run to a Parquet file with a column for each field. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { rawMembers } from './fields.js'
import type { Convert } from './files.js'
import { linesOf } from './lines.js'

type Type = 'STRING' | 'DOUBLE' | 'JSON'

interface Column {
  readonly name: string
  readonly type: Type
}

/** Named as the fields of the JSON record. What has a structure of its own is JSON in a text. */
const BEFORE_BODIES: readonly Column[] = [
  { name: 'input', type: 'STRING' }, { name: 'url', type: 'STRING' }, { name: 'id', type: 'STRING' },
  ...(['title', 'byline', 'published', 'modified', 'siteName', 'section', 'language', 'canonicalUrl', 'image', 'description', 'verdict'] as const)
    .map((name): Column => ({ name, type: 'STRING' })),
  { name: 'confidence', type: 'DOUBLE' },
]

const BEHIND_BODIES: readonly Column[] = [
  { name: 'siteRule', type: 'STRING' }, { name: 'encoding', type: 'STRING' },
  ...(['sources', 'page', 'comments', 'captions', 'selection', 'links', 'signals', 'removals', 'problems', 'timings'] as const)
    .map((name): Column => ({ name, type: 'JSON' })),
]

/** Holds what came with a record and has no column. */
const OTHERS = 'fields'

/** Every column, in order. @param bodies `text` and the other formats that were asked for */
export function parquetColumns(bodies: readonly string[]): readonly Column[] {
  const asked = ['text', 'markdown', 'html'].filter((name) => name === 'text' || bodies.includes(name))
  return [...BEFORE_BODIES, ...asked.map((name): Column => ({ name, type: 'STRING' })), ...BEHIND_BODIES, { name: OTHERS, type: 'JSON' }]
}

/** A row group is written when it has so many rows, or was made of so many bytes: that much is held. */
const GROUP_ROWS = 5000
const GROUP_BYTES = 16_000_000

/** Lines are our own: longer ones than any document makes. */
const LONGEST_LINE = 2_000_000_000

/** @param bodies formats that were asked for */
export function toParquet(bodies: readonly string[]): Convert {
  return async (from, target) => {
    const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer')
    const columns = parquetColumns(bodies)
    const file = await open(target, 'w')
    try {
      const bytes = new ByteWriter()
      const writer = Object.assign(bytes, {
        async flush(): Promise<void> {
          await file.appendFile(new Uint8Array(bytes.buffer, 0, bytes.index))
          bytes.index = 0
        },
      })
      const dataOf = (rows: readonly Row[]) => columns.map(({ name, type }) => {
        // Of long texts, the least and the greatest say nothing.
        return { name, type: type === 'DOUBLE' ? type : 'STRING' as const, nullable: true, statistics: type !== 'JSON', data: rows.map((row) => row.get(name)) }
      })
      const schema = schemaFromColumnData({ columnData: dataOf([]) })
      const parquet = new ParquetWriter({ writer, schema, createdBy: 'cleancopy' })
      const writeGroup = async (rows: readonly Row[]): Promise<void> => {
        await parquet.write({ columnData: dataOf(rows), rowGroupSize: rows.length })
      }
      let rows: Row[] = []
      let held = 0
      for await (const { bytes: line, length } of linesOf(createReadStream(from) as AsyncIterable<Buffer>, LONGEST_LINE)) {
        rows.push(rowOf(Buffer.from(line ?? []).toString(), columns))
        held += length
        if (rows.length < GROUP_ROWS && held < GROUP_BYTES) continue
        await writeGroup(rows)
        rows = []
        held = 0
      }
      if (rows.length > 0) await writeGroup(rows)
      // Written as the texts that they are, for a value that is read and written anew loses digits; readers are told what they are.
      for (const element of schema) if (columns.some(({ name, type }) => type === 'JSON' && name === element.name)) element.converted_type = 'JSON'
      await parquet.finish()
      await writer.flush()
      await file.sync()
    } finally {
      await file.close()
    }
  }
}

/** Values by column; undefined is null. */
type Row = ReadonlyMap<string, unknown>

function rowOf(line: string, columns: readonly Column[]): Row {
  const members = rawMembers(line)
  const row = new Map<string, unknown>()
  for (const { name, type } of columns) {
    const raw = members.get(name)
    if (raw === undefined || raw === 'null' || name === OTHERS) continue
    // An id or an address may be anything in a record of somebody else's: a number keeps all its digits.
    row.set(name, type === 'DOUBLE' || (type === 'STRING' && raw.startsWith('"')) ? JSON.parse(raw) : raw)
  }
  const known = new Set(columns.map(({ name }) => name))
  const others = [...members].filter(([name]) => !known.has(name) || name === OTHERS)
  if (others.length > 0) row.set(OTHERS, `{${others.map(([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(',')}}`)
  return row
}
