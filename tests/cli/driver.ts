/** Runs the built command line as a child process, in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'cleancopy-cli-'))

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  /** Every file, sorted. */
  files(): string[] {
    const entries = readdirSync(this.folder, { recursive: true, withFileTypes: true })
    const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
    return paths.map((path) => path.slice(this.folder.length + 1)).sort()
  }

  /** @param below a folder to be in */
  start(words: readonly string[], below = ''): ChildProcess {
    return spawn(process.execPath, [MAIN, ...words], { cwd: join(this.folder, below), env: { ...process.env, NO_COLOR: '1' } })
  }

  async run(words: readonly string[], stdin: string | Uint8Array = '', below = ''): Promise<Ended> {
    const child = this.start(words, below)
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(stdin)
    return ended(child)
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed)
    child.on('close', done)
  })
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
}

const SENTENCES = [
  'The ferry left the island before dawn, with forty passengers and a crate of lemons on board.',
  'Nobody had expected the storm to turn, least of all the captain, who had sailed these waters for thirty years.',
  'By noon the harbour was full of people who waited for news, and the café gave away its soup.',
  'When the lights of the boat came round the rocks at last, somebody began to ring the old school bell.',
]

/** A page whose article is plain and whose share bar is not. `count` paragraphs that differ. */
export function page(title: string, count = 6): string {
  const paragraphs = Array.from({ length: count }, (_, at) => `<p>${at + 1}. ${SENTENCES.join(' ')}</p>`)
  return [
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body>`,
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>',
    `<main><article><h1>${title}</h1>${paragraphs.join('\n')}`,
    '<div class="share-bar"><a href="/f">Share on Facebook</a> <a href="/t">Tweet</a></div>',
    `<p>The end of ${title}, as far as anybody in the harbour remembers it today.</p></article></main>`,
    '<footer>© 2024 The Island Paper. All rights reserved.</footer></body></html>',
  ].join('\n')
}
