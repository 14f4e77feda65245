// Runs one system over pages in a child process; a page that hangs or kills the child costs that page alone.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('./child.mjs', import.meta.url))
const START_LIMIT_MS = 60_000
const HEAP_MB = 4096

/**
 * @typedef {{ ok: true, ms: number, output: import('./systems/index.mjs').Output }
 *   | { ok: false, error: string }} PageResult
 * @typedef {{ type: 'ready' } | { type: 'done', ms: number, output: import('./systems/index.mjs').Output }
 *   | { type: 'failed', error: string }} Reply
 */

export class Isolate {
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null
  #system
  #options

  /** @param {import('./systems/index.mjs').System} system @param {import('./systems/index.mjs').SystemOptions} options */
  constructor(system, options = {}) {
    this.#system = system
    this.#options = options
  }

  /**
   * @param {{ file: string, url: string }} page @param {number} limitMs wall time @returns {Promise<PageResult>}
   */
  async run(page, limitMs) {
    if (this.#child === null) {
      const broken = await this.#start()
      if (broken !== null) throw new Error(`${this.#system.name} could not be started: ${broken}`)
    }
    const reply = await this.#ask({ type: 'page', file: page.file, url: page.url, id: page.id }, limitMs)
    if (reply.type === 'done') return { ok: true, ms: reply.ms, output: reply.output }
    return { ok: false, error: reply.type === 'failed' ? reply.error : 'unexpected reply' }
  }

  async close() {
    if (this.#child !== null) await this.#discard(this.#child)
  }

  /** @returns {Promise<string | null>} what went wrong */
  async #start() {
    this.#child = fork(CHILD, [], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    })
    const reply = await this.#ask({ type: 'start', system: this.#system, options: this.#options }, START_LIMIT_MS)
    if (reply.type === 'ready') return null
    await this.close()
    return reply.type === 'failed' ? reply.error : 'unexpected reply'
  }

  /** @param {object} message @param {number} limitMs @returns {Promise<Reply>} */
  async #ask(message, limitMs) {
    const child = this.#child
    if (child === null) return { type: 'failed', error: 'no process' }
    /** @type {Reply & { dead?: boolean }} */
    const reply = await new Promise(resolve => {
      const timer = setTimeout(() => finish({ type: 'failed', error: `no answer in ${limitMs} ms`, dead: true }), limitMs)
      /** @param {unknown} answer */
      const onMessage = answer => finish(/** @type {Reply} */ (answer))
      /** @param {number | null} code @param {string | null} signal */
      const onExit = (code, signal) => finish({ type: 'failed', error: `process ended (${signal ?? code})`, dead: true })
      /** @param {Reply & { dead?: boolean }} value */
      function finish(value) {
        clearTimeout(timer)
        child?.off('message', onMessage)
        child?.off('exit', onExit)
        resolve(value)
      }
      child.on('message', onMessage)
      child.on('exit', onExit)
      // a send to a process that has just died is reported by its exit
      child.send(message, () => {})
    })
    if (reply.dead) await this.#discard(child)
    return reply
  }

  /** @param {import('node:child_process').ChildProcess} child */
  async #discard(child) {
    if (this.#child === child) this.#child = null
    if (child.exitCode !== null || child.signalCode !== null) return
    await new Promise(resolve => {
      child.once('exit', resolve)
      child.kill('SIGKILL')
    })
  }
}
