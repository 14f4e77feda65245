/** A test that a rule file carries, as it stands in the file: keys in its own spelling. Types of the checker stay out of the public ones. */
export interface RuleTestData {
  readonly name: string
  readonly url?: string
  readonly html?: string
  readonly text?: string
  readonly file?: string
  readonly contains?: readonly string[]
  readonly not_contains?: readonly string[]
  readonly title?: string
  readonly author?: readonly string[]
  readonly date?: string
  readonly used?: 'content' | 'generic'
}
