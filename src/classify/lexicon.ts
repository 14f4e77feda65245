/**
 * What names of elements (class, id, role) say, in families of words that sites use all over the web. A word may belong to
 * several. Compared with `PageElement.words`, so compounds are written without a gap.
 */
const FAMILIES = {
  content: 'article content post entry story body text blog news copy prose richtext markdown wysiwyg editorial article page main document doc docs',
  body: 'articlebody postcontent entrycontent storybody postbody articlecontent contentbody bodycopy maincontent pagecontent articletext storycontent bodytext posttext entrybody contentmain textbody postarticle blogcontent markdownbody',
  comments: 'comment comments disqus respond reply replies discussion commentlist commentform',
  thread: 'thread forum message messages topic answer answers question posts reply replies qa quote signature postbit bbcode',
  related: 'related recommend recommended recommendation recommendations recirc recirculation more morefrom readmore mostread popular trending suggested similar also youmaylike upnext latest teaser teasers recent featured promo alsoread readnext outbrain taboola',
  share: 'share sharing social follow facebook twitter addthis sharebar sharebuttons socials',
  navigation: 'nav navigation menu navbar breadcrumb breadcrumbs submenu topbar megamenu pagination pager navi sitemap pagenavi prevnext',
  footer: 'footer bottom copyright colophon legal disclaimer contentinfo',
  header: 'header masthead banner top topbar hero jumbotron',
  sidebar: 'sidebar aside rail widget widgets secondary complementary sidecolumn rightcol leftcol rightrail sidenav',
  ad: 'ad ads advert advertisement sponsor sponsored promotion dfp adslot partner promo',
  signup: 'newsletter subscribe subscription signup optin mailchimp form login register join donate',
  author: 'author byline bio contributor avatar profile authors writer authorbox',
  meta: 'meta date time tags tag category categories timestamp published postmeta updated labels info',
  caption: 'caption credit figcaption image photo media gallery figure picture thumbnail thumb img',
  popup: 'modal popup overlay cookie cookies consent gdpr dialog lightbox tooltip dropdown toast notification alert',
  product: 'product price sku cart buy description specs specification specifications variant shop details pdp purchase stock shipping',
  review: 'review reviews rating ratings stars testimonial testimonials',
  grid: 'grid card cards item items tile tiles list listing row results result feed archive loop collection products posts',
  tool: 'search filter filters sort toolbar button buttons btn cta action actions print tools controls',
  hidden: 'hidden hide sr visually offscreen collapsed noprint screenreader sronly',
  contents: 'toc contents tableofcontents anchors jump',
  slider: 'carousel slider swiper slick slide slides tabs tab tabpanel accordion',
  intro: 'intro lead lede summary standfirst excerpt deck subtitle dek abstract subhead tagline',
  faq: 'faq faqs accordion question answer',
  section: 'section block module component container wrapper layout column col inner group',
  title: 'title headline heading titles name',
  code: 'code highlight snippet pre codeblock example',
  service: 'service services feature features benefits about team contact location hours pricing plan plans steps process why',
} as const

export type Family = keyof typeof FAMILIES

export const FAMILY_NAMES = Object.keys(FAMILIES) as readonly Family[]

const BITS: ReadonlyMap<string, number> = familyBits()

function familyBits(): Map<string, number> {
  const bits = new Map<string, number>()
  FAMILY_NAMES.forEach((family, index) => {
    for (const word of FAMILIES[family].split(' ')) bits.set(word, (bits.get(word) ?? 0) | (1 << index))
  })
  return bits
}

/** What is beside the content. */
const ASIDE: readonly Family[] = [
  'comments', 'related', 'share', 'navigation', 'footer', 'header', 'sidebar', 'ad', 'signup', 'author', 'caption', 'popup', 'review', 'tool', 'hidden', 'slider',
]

/** Without the families that cannot be meant where an element holds all that the page shows: `dialog-off-canvas-main-canvas`. */
export function ofWholePage(families: number): number {
  return families & ~ASIDE_BITS
}

const ASIDE_BITS = ASIDE.reduce((bits, family) => bits | (1 << FAMILY_NAMES.indexOf(family)), 0)

/** The families that the words belong to, a bit for each, in the order of FAMILY_NAMES. */
export function familiesOf(words: readonly string[]): number {
  let families = 0
  for (const word of words) families |= BITS.get(word) ?? 0
  return families
}
