import type { Metadata } from './model.js'

/** What is known of a document that says nothing about itself. */
export const NO_METADATA: Metadata = {
  title: null, byline: null, published: null, modified: null, siteName: null, section: null, description: null, canonicalUrl: null,
  image: null, language: null, titles: [],
}
