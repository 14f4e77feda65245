/** What becomes of each directive of the Full-Text RSS format. */
import { nearest } from '../../nearest.js'

/** Why a line is not in the rule; for counting. */
export type Leaving = 'never' | 'no counterpart' | 'unknown' | 'invalid' | 'matches nothing' | 'comment'

const REQUESTS = 'requests and logins are never imported'
const OWN_RULES = 'cleancopy\'s own rules see to it'

/** Directives that are not carried over, with the reason; `comment` ones stay in the file as a comment. */
const LEFT_OUT: ReadonlyMap<string, readonly [Leaving, string]> = new Map([
  ['http_header', ['never', REQUESTS]],
  ['requires_login', ['never', REQUESTS]],
  ['not_logged_in_xpath', ['never', REQUESTS]],
  ['tidy', ['no counterpart', 'pages are read as browsers do']],
  ['parser', ['no counterpart', 'there is one parser']],
  ['prune', ['no counterpart', 'what goes inside the content is decided by cleancopy\'s own rules, see generic in the rule format']],
  ['convert_double_br_tags', ['no counterpart', 'line breaks part paragraphs anyway']],
  ['autodetect_on_failure', ['no counterpart', 'when no selector matches, the content is found as on any site, with a problem']],
  ['autodetect_next_page', ['no counterpart', 'only links that a rule names are reported']],
  ['insert_detected_image', ['no counterpart', 'metadata has the image']],
  ['skip_json_ld', ['no counterpart', 'metadata of the rule come before JSON-LD']],
  ['native_ad_clue', ['no counterpart', 'no page is marked as an advertisement']],
  ['footnotes', ['no counterpart', 'notes stay where they are']],
  ['strip_comments', ['no counterpart', OWN_RULES]],
  ['single_page_link_in_feed', ['no counterpart', 'there are no feeds']],
  ['test_url', ['comment', 'an address is no test without its page: see rules test']],
  ['test_contains', ['comment', 'it belongs to an address whose page is not here']],
])

const CARRIED = [
  'body', 'strip', 'strip_id_or_class', 'strip_image_src', 'title', 'author', 'date', 'next_page_link', 'single_page_link',
  'if_page_contains', 'strip_attr', 'post_strip_attr', 'src_lazy_load_attr', 'dissolve', 'wrap_in', 'move_into', 'find_string', 'replace_string',
] as const

/** A directive of the format that says something a rule file can say. */
export type Carried = (typeof CARRIED)[number]

export function carriedName(name: string): Carried | null {
  return CARRIED.find(one => one === name) ?? null
}

/** Why this directive is left out. */
export function reasonFor(name: string): readonly [Leaving, string] {
  if (name.startsWith('login_')) return ['never', REQUESTS]
  const known = LEFT_OUT.get(name)
  if (known) return known
  const near = nearest(name, [...CARRIED, ...LEFT_OUT.keys()])
  return ['unknown', `unknown directive "${name}"${near ? `; ${near} was meant?` : ''}`]
}
