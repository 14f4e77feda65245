/** The streams. Data goes to standard output, everything for people to standard error. */
import { SinkError } from '../batch/sinks.js'

export const STANDARD_OUTPUT = 'standard output'

/** @throws SinkError when standard output is closed or full */
export async function print(text: string): Promise<void> {
  await new Promise<void>((done, failed) => {
    process.stdout.write(text, (error) => {
      if (error) failed(new SinkError(STANDARD_OUTPUT, 'code' in error ? String(error.code) : error.message))
      else done()
    })
  })
}

let inJson = false

/** From here on, standard error is one JSON object per line, errors that end the run included. */
export function speakJson(): void {
  inJson = true
}

export function tell(line: string): void {
  if (inJson) say('message', { message: line.replace(/^cleancopy: /, '') })
  else process.stderr.write(`${line}\n`)
}

/** One event for programs that listen. */
export function say(event: string, about: object): void {
  process.stderr.write(`${JSON.stringify({ event, ...about })}\n`)
}

/** A closed pipe is reported to whoever writes; without a listener it would also end the process with a stack. */
export function watchStreams(): void {
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
}
