import type { Removal, Trail } from './model.js'

/** What is known of a removal before it is put into words. */
export type RemovalFacts = Omit<Removal, 'why' | 'excerpt' | 'hash'>
export type RemovalWords = Pick<Removal, 'why' | 'excerpt' | 'hash'>

/** The removals of trails whose words may be missing yet. */
const untoldOf = new WeakMap<Trail, readonly Removal[]>()

/**
 * A trail that goes on with more removals, whose words are found when somebody reads `removals`: most readers of a cleaned text want the
 * text. Copies, JSON and structuredClone hold them like any property.
 * @param more with words left empty: they are filled in
 * @param wordsOf of the removal with this index in `more`
 */
export function withRemovals(
  before: Trail, more: readonly Removal[], wordsOf: (index: number) => RemovalWords, problems: Trail['problems'],
): Trail {
  const removals = [...(untoldOf.get(before) ?? before.removals), ...more]
  let untold: { tellBefore: () => readonly Removal[]; say: (index: number) => RemovalWords } | null =
    { tellBefore: () => before.removals, say: wordsOf }
  const trail: Trail = {
    get removals() {
      if (untold !== null) {
        const { tellBefore, say } = untold
        tellBefore()
        more.forEach((removal, index) => Object.assign(removal, say(index)))
        untold = null
      }
      return removals
    },
    problems,
  }
  untoldOf.set(trail, removals)
  return trail
}

/** The same removals, still untold where they are, with other problems. */
export function withProblems(before: Trail, problems: Trail['problems']): Trail {
  return before.problems === problems ? before : withRemovals(before, [], () => NO_WORDS, problems)
}

const NO_WORDS: RemovalWords = { why: '', excerpt: '', hash: '' }

/** The removals of a trail, for who asks where and of what kind they are. */
export function factsOf(trail: Trail): readonly RemovalFacts[] {
  return untoldOf.get(trail) ?? trail.removals
}
