// One system in its own process: `fork(child.mjs)`, a `start` message, then one page at a time.
import { readHtml } from './dataset.mjs'
import { createExtractor } from './systems/index.mjs'

/** @type {import('./systems/index.mjs').Extractor | null} */
let extractor = null

// peers print to the console; only messages count here
for (const level of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug'])) console[level] = () => {}

/** @param {unknown} message */
function send(message) {
  process.send?.(message)
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error).slice(0, 300)
}

/** @param {{ type: 'start', system: any, options: any } | { type: 'page', file: string, url: string, id: string }} message */
async function handle(message) {
  if (message.type === 'start') {
    extractor = await createExtractor(message.system, message.options)
    return send({ type: 'ready' })
  }
  if (extractor === null) throw new Error('a page before the start message')
  const html = readHtml(message.file)
  const began = performance.now()
  const result = await extractor.run(html, message.url, message.id)
  const ms = performance.now() - began
  send({ type: 'done', ms, output: extractor.finish(result) })
}

process.on('message', message => {
  handle(/** @type {any} */ (message)).catch(error => send({ type: 'failed', error: reason(error) }))
})
process.on('disconnect', () => process.exit(0))
