/** Which addresses the whole internet shares: only these are fetched from, unless a person says otherwise. */
import { lookup as resolveName, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** A host, or what it resolves to, is no public address. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
  readonly code = 'PRIVATE_ADDRESS'
  constructor(readonly address: string) {
    super(`${address} is no public address`)
  }
}

/** This machine, this network, and every range that is reserved for something else are not. */
export function isPublicAddress(address: string): boolean {
  // IPv4 in IPv6's clothes is judged as what it is.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/** Of an address written into a URL, which no name service is asked about. @throws PrivateAddressError */
export function refusePrivateHost(hostname: string): void {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(bare) && !isPublicAddress(bare)) throw new PrivateAddressError(bare)
}

/** Resolves a name for a connection, which then goes to an address that was looked at, and to no other. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolveName(hostname, { ...options, all: true }, (error: Error | null, found: LookupAddress[]) => {
    if (error !== null) return done(error, '')
    const [first] = found
    const other = found.find(({ address }) => !isPublicAddress(address))
    if (other !== undefined) return done(new PrivateAddressError(other.address), '')
    if (first === undefined) return done(new Error('ENOTFOUND'), '')
    if (options.all === true) return done(null, found)
    done(null, first.address, first.family)
  })
}
