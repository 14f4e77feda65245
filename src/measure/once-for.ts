import type { Knowledge } from '../model.js'

/** What many rules ask of one owner (a page, a snapshot of blocks), made when the first asks; anew where the knowledge is another's. */
export function onceFor<Owner extends object, Made>(make: (owner: Owner, know: Knowledge) => Made): (owner: Owner, know: Knowledge) => Made {
  const all = new WeakMap<Owner, { readonly know: Knowledge; readonly made: Made }>()
  return (owner, know) => {
    const before = all.get(owner)
    if (before?.know === know) return before.made
    const made = make(owner, know)
    all.set(owner, { know, made })
    return made
  }
}
