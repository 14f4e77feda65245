/** Ctrl-C: the first one lets running work finish; the second one ends the process at once. */
import { tell } from './output.js'

export interface Interrupt {
  readonly signal: AbortSignal
  /** 130 or 143 after a signal, else null. */
  exitCode(): number | null
  release(): void
}

export function catchInterrupt(): Interrupt {
  const controller = new AbortController()
  let code: number | null = null
  const stop = (given: number) => (): void => {
    code ??= given
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
    exitCode: () => code,
    release: () => {
      process.off('SIGINT', onInterrupt)
      process.off('SIGTERM', onTerminate)
    },
  }
}
