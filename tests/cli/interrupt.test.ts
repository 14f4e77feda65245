/** Protects: after one signal, the next ends the process at once, whichever of the two it is. */
import { afterEach, expect, test, vi } from 'vitest'
import { catchInterrupt } from '../../src/cli/interrupt.js'

afterEach(() => {
  vi.restoreAllMocks()
})

test.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('%s is caught, and what follows meets the system\'s default', (signal, code) => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const listeners = (): number[] => ['SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name))
  const before = listeners()
  const interrupt = catchInterrupt()
  expect(listeners()).toEqual(before.map((count) => count + 1))
  process.emit(signal, signal)
  expect([interrupt.signal.aborted, interrupt.exitCode(), listeners()]).toEqual([true, code, before])
})
