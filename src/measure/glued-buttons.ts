import { PLATFORM_NAMES } from './platforms.js'

const PLATFORMS = [...PLATFORM_NAMES, 'google+', 'googleplus']
/** What stands on the buttons beside them. */
const SHARES = [
  'share', 'tweet', 'teilen', 'twittern', 'partager', 'tweeter', 'compartir', 'tuitear', 'compartilhar', 'partilhar', 'condividi', 'delen',
  'udostępnij', 'dela', 'del', 'jaa', 'sdílet', 'paylaş', 'поделиться', 'поширити',
]
const OTHERS = [
  'x', 'email', 'e-mail', 'mail', 'connect', 'comment', 'comments', 'more', 'print', 'like', 'pin', 'save', 'copy', 'link', 'follow', 'sms', 'rss',
  'drucken', 'merken', 'kommentar', 'kommentare', 'imprimer', 'envoyer', 'commenter', 'imprimir', 'enviar', 'guardar', 'comentar', 'stampa',
  'invia', 'afdrukken', 'drukuj', 'wyślij', 'skriv ut', 'yazdır', 'печать', 'vk',
]
const NAMES = [...PLATFORMS, ...SHARES, ...OTHERS]
const [SHARE_FROM, OTHER_FROM] = [PLATFORMS.length, PLATFORMS.length + SHARES.length]
/** The bit that makes a small letter of a capital one. */
const CASE = 0x20
/** Counts and marks between buttons. */
const BETWEEN = /[\s\d.,|/·•()]/u
const LONGEST = 140
const MAY_BE = /facebook|twitter|whatsapp|linkedin|pinterest|reddit|share|tweet|teilen|partager|compart|condividi|delen|udostępnij|поделиться/iu
/** Whether any name begins with two ASCII characters, by their small letters: most lines begin with none. */
const OPENINGS = new Uint8Array(0x80 * 0x80)
for (const name of NAMES) {
  const first = (name.charCodeAt(0) | CASE) * 0x80
  if (name.length > 1) OPENINGS[first + (name.charCodeAt(1) | CASE)] = 1
  else OPENINGS.fill(1, first, first + 0x80)
}

/** Two words glued ("FacebookTwitter") are a name that somebody coined; so many buttons are a bar. */
const BAR = 3
const BAR_OF_WORDS = 4

interface Reading {
  readonly buttons: number
  readonly platforms: number
  readonly shares: number
  readonly glued: boolean
  /** Whether a button ends right here. */
  readonly open: boolean
}

/** "FacebookTwitterE-Mail", "SHARE 12TWEETCOMMENT": buttons that an extractor wrote without a space between them, and nothing else. */
export function isGluedButtons(text: string): boolean {
  if (text.length > LONGEST || !beginsWithName(text) || !MAY_BE.test(text)) return false
  const said = text.toLowerCase()
  const readings: (Reading | undefined)[] = [{ buttons: 0, platforms: 0, shares: 0, glued: false, open: false }]
  for (let at = 0; at < said.length; at++) {
    const before = readings[at]
    if (!before) continue
    if (BETWEEN.test(said.charAt(at))) readings[at + 1] = better(readings[at + 1], { ...before, open: before.open && !/\s/u.test(said.charAt(at)) })
    NAMES.forEach((name, index) => {
      if (!said.startsWith(name, at)) return
      readings[at + name.length] = better(readings[at + name.length], {
        buttons: before.buttons + 1,
        platforms: before.platforms + (index < SHARE_FROM ? 1 : 0),
        shares: before.shares + (index >= SHARE_FROM && index < OTHER_FROM ? 1 : 0),
        glued: before.glued || before.open,
        open: true,
      })
    })
  }
  const { buttons, platforms, shares, glued } = readings[said.length] ?? readings[0]!
  return glued && (platforms > 1 && buttons >= BAR || platforms + shares > 0 && buttons >= BAR_OF_WORDS)
}

/** False only where no name stands behind the counts and marks that a text begins with. */
function beginsWithName(text: string): boolean {
  let at = 0
  while (at < text.length && !isLetter(text.charCodeAt(at)) && BETWEEN.test(text.charAt(at))) at++
  const first = text.charCodeAt(at) | CASE
  const second = text.charCodeAt(at + 1) | CASE
  return first >= 0x80 || second >= 0x80 || OPENINGS[first * 0x80 + second] === 1
}

function isLetter(code: number): boolean {
  return (code | CASE) >= 0x61 && (code | CASE) <= 0x7a
}

function better(one: Reading | undefined, other: Reading): Reading {
  return one && one.platforms + one.shares >= other.platforms + other.shares ? one : other
}
