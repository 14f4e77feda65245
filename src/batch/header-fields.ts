/** Header fields as HTTP and WARC write them: lines of `name: value`, some of them folded. */

/** Values by name in lower case; of several with one name the first. */
export type HeaderFields = ReadonlyMap<string, string>

/** @param bytes the lines, the first of which is no field (a version or a status) */
export function headerFields(bytes: Uint8Array): HeaderFields {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString().split(/\r?\n(?![ \t])/)
  const fields = new Map<string, string>()
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).replace(/\r?\n[ \t]+/g, ' ').trim())
  }
  return fields
}
