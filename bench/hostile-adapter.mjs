// cleancopy as a library for the runner of ../shared/hostile. HOSTILE_KIND: html or text; HOSTILE_FORMAT: which
// output the oracle looks at, html or markdown (the runner reads Markdown only when there is no HTML).
import { createBenchCleaner, sourceOf } from './systems/cleancopy.mjs'

const kind = process.env.HOSTILE_KIND === 'text' ? 'text' : 'html'
const format = process.env.HOSTILE_FORMAT === 'markdown' ? 'markdown' : 'html'

async function init() {
  const plain = await createBenchCleaner()
  const formatted = await createBenchCleaner({ formats: [format] })
  return async (/** @type {{ bytes: Uint8Array, url?: string, want: 'text' | 'html' }} */ { bytes, url, want }) => {
    const cleaner = want === 'html' ? formatted : plain
    const source = sourceOf(url ?? '')
    const cleaned = await (kind === 'text' ? cleaner.fromText(bytes, source) : cleaner.fromHtml(bytes, source))
    return {
      text: cleaned.text,
      title: cleaned.metadata?.title?.value,
      ...(cleaned.html === null ? {} : { html: cleaned.html }),
      ...(cleaned.markdown === null ? {} : { md: cleaned.markdown }),
    }
  }
}

export default { name: 'cleancopy', kinds: [kind], init }
