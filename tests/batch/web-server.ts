/** A small web on this machine, which remembers what it was asked. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface SmallWeb {
  readonly origin: string
  /** Paths in the order of the requests, robots.txt among them. */
  readonly asked: string[]
  readonly agents: Set<string>
  /** Requests that were open at one time. */
  most: number
  close(): Promise<void>
}

export function page(status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
}

/** What is not in the map is a 404. */
export async function openWeb(answers: Readonly<Record<string, Answer>>): Promise<SmallWeb> {
  const server: Server = createServer((request, response) => {
    web.asked.push(request.url ?? '')
    web.agents.add(request.headers['user-agent'] ?? '')
    open += 1
    web.most = Math.max(web.most, open)
    response.on('close', () => {
      open -= 1
    })
    const answer = answers[request.url ?? ''] ?? page(404, 'nothing here')
    answer(request, response)
  })
  let open = 0
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const web: SmallWeb = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: [], agents: new Set(), most: 0,
    close: () => new Promise((done) => {
      server.closeAllConnections()
      server.close(() => done())
    }),
  }
  return web
}
