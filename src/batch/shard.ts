/** `--shard i/n`: each document belongs to one of n runs, by its name alone, whatever else is there. */
import { createHash } from 'node:crypto'

export interface Shard {
  /** From 1 to `count`. */
  readonly index: number
  readonly count: number
}

/** @param identity path or name of the document, the same in every run and on every machine */
export function isInShard(identity: string, { index, count }: Shard): boolean {
  return createHash('sha1').update(identity).digest().readUInt32BE() % count === index - 1
}
