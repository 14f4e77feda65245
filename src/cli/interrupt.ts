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
    clear()
    tell('\ncleancopy: finishing what is running (once more to stop at once)')
    controller.abort()
  }
  const onInterrupt = stop(130)
  const onTerminate = stop(143)
  // `once`: a second signal meets the system's default and works even while a document keeps the thread busy.
  process.once('SIGINT', onInterrupt)
  process.once('SIGTERM', onTerminate)
  return {
    signal: controller.signal,
    beforeTelling(how) {
      clear = how
    },
    exitCode: () => code,
    release: () => {
      process.off('SIGINT', onInterrupt)
      process.off('SIGTERM', onTerminate)
    },
  }
}
