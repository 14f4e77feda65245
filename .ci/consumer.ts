// What a user's TypeScript sees: compiled strictly, without skipLibCheck and without the DOM lib.
import { createCleaner, loadRulebook, type Cleaned, type ElementRule, type Removal } from 'cleancopy'

declare const process: { readonly argv: readonly string[]; exitCode: number }

const ownRule: ElementRule = {
  id: 'own-rule',
  kind: 'debris',
  removes: 'nothing at all',
  *find() {},
}

const cleaner = await createCleaner(await loadRulebook(), { formats: ['markdown', 'html'], rules: { element: [ownRule] } })
const cleaned: Cleaned = cleaner.fromHtml('<article><h1>Title</h1>' + '<p>A sentence that is long enough to count as prose, with a comma in it.</p>'.repeat(5) + '</article>')
const removals: readonly Removal[] = cleaned.removals
if (cleaned.verdict !== 'clean' || cleaned.text.length < 100 || !cleaned.markdown || removals.length < 0) process.exitCode = 1
