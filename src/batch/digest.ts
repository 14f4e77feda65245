import { createHash } from 'node:crypto'

/** Of contents: two that differ never have the same. 160 bits, as short as they may stand in a journal of millions. */
export function digestOf(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('base64url').slice(0, 27)
}
