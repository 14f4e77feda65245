/** The package ships no types. Only what the core calls is declared. */
declare module 'html-encoding-sniffer' {
  interface SniffOptions {
    xml?: boolean
    transportLayerEncodingLabel?: string
    defaultEncoding?: string
  }
  /** Name (not label) of the encoding; may throw on a meta content attribute that ends in "charset". */
  export default function sniff(bytes: Uint8Array, options?: SniffOptions): string
}
