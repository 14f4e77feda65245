/** The light DOM that Readability ships for use without a browser; it has no types of its own. */
declare module '@mozilla/readability/JSDOMParser.js' {
  export default class JSDOMParser {
    /** Well-formed markup only. */
    parse(markup: string, url?: string): unknown
  }
}
