import type { Block } from '../model.js'

/** What the structure of a choice is judged by. */
export type PartOfPage = Pick<Block, 'index' | 'kind' | 'level' | 'text' | 'prose' | 'linkLength' | 'quoted' | 'element'>

/** What rules and phrases say of each block. */
export interface Marks {
  readonly suspected: readonly boolean[]
  /** A phrase of residue is in it. */
  readonly residue: readonly boolean[]
}

export interface PostMarks extends Marks {
  /** Of what is suspected, what a rule takes for readers' comments. */
  readonly comments: readonly boolean[]
}
