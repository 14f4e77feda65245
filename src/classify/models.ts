import { Forest, type ForestData } from './forest.js'

/** The forests of one trained model by name, and numbers that were fitted with them. */
export interface Model {
  readonly forests: Readonly<Record<string, Forest>>
  readonly numbers: Readonly<Record<string, readonly number[]>>
}

/** What a file of rules/models holds. */
export interface ModelFile {
  readonly forests: Readonly<Record<string, ForestData>>
  readonly numbers?: Readonly<Record<string, readonly number[]>>
}

/** Models that were read, by their text: a model is parsed once, whoever asks. Bounded by evicting the oldest. */
const READ = new Map<string, Model>()
const MOST = 8

/** The text of a model file (see Rulebook.models) made ready to use. @throws {SyntaxError} when it is not JSON. */
export function readModel(text: string): Model {
  const known = READ.get(text)
  if (known) return known
  const file = JSON.parse(text) as ModelFile
  const forests = Object.fromEntries(Object.entries(file.forests).map(([name, data]) => [name, new Forest(data)]))
  const model = { forests, numbers: file.numbers ?? {} }
  const oldest = READ.keys().next()
  if (READ.size >= MOST && !oldest.done) READ.delete(oldest.value)
  READ.set(text, model)
  return model
}
