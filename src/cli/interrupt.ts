/** Ctrl-C: the first one lets running work finish; the second one ends the process at once. */
import { tell } from './output.js'

export interface Interrupt {
  readonly signal: AbortSignal
  /** Called before a person is told: what is drawn on the screen goes first. */
  beforeTelling(clear: () => void): void
  /** 130 or 143 after a signal, else null. */
  exitCode(): number | null
  release(): void
}

export function catchInterrupt(): Interrupt {
  const controller = new AbortController()
  let code: number | null = null
  let clear: () => void = () => undefined
  const stop = (given: number) => (): void => {
    code ??= given
    // A second signal, the same or the other, meets the system's default and works even while a document keeps the thread busy.
    release()
    clear()
    tell('\ncleancopy: finishing what is running (once more to stop at once)')
    controller.abort()
  }
  const onInterrupt = stop(130)
  const onTerminate = stop(143)
  const release = (): void => {
    process.off('SIGINT', onInterrupt)
    process.off('SIGTERM', onTerminate)
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  return {
    signal: controller.signal,
    beforeTelling(how) {
      clear = how
    },
    exitCode: () => code,
    release,
  }
}
