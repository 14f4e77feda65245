/** One page as the learner remembers it: plain data, bounded, without the page itself. */
export interface PageObservation {
  /** Fingerprint of the page's whole text: names the page, and decides which ones are remembered. */
  readonly key: number
  /** What the caller calls the page: a path or URL. */
  readonly name: string
  readonly url: string | null
  /** Host of the page's address, without www.; null when neither caller nor page say. */
  readonly host: string | null
  /** Code units of text in the body. */
  readonly text: number
  readonly units: readonly Unit[]
  readonly boxes: readonly Box[]
  /** There was more than is remembered. */
  readonly truncated: boolean
}

/** A line of text as a reader sees it. */
export interface Unit {
  /** See measure/fingerprint; 0 for a line without words. */
  readonly print: number
  readonly length: number
  readonly linked: number
  readonly prose: boolean
  /** In what cleaning takes for the article today. */
  readonly content: boolean
  /** All of it is delivered, as one block. */
  readonly whole: boolean
  /** Rules take it for boilerplate today. */
  readonly pruned: boolean
  /** In a heading of the first level. */
  readonly headline: boolean
  /** Its beginning. */
  readonly excerpt: string
}

/** An element that holds whole units. */
export interface Box {
  readonly tag: string
  /** `#id`, `.class`, `[role=…]`: names that last, as in a selector. */
  readonly names: readonly string[]
  /** Index of the nearest box around it; -1 for the outermost. */
  readonly parent: number
  /** Its units: from the first to before `end`. */
  readonly first: number
  readonly end: number
  readonly length: number
  readonly linked: number
  /** input, select, textarea, button. */
  readonly fields: number
}
