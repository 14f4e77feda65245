import { fingerprint } from '../../src/measure/fingerprint.js'
import type { SiteStatistics } from '../../src/model.js'

/** Lines of the made-up site whose documents the fixtures of `repeated-on-site` are, and on how many of 20 they stand. */
const LINES: Readonly<Record<string, number>> = {
  'Home News Sport Tides Letters': 20,
  'Delivered to your door on 17 islands': 19,
  'The Orrin Post is printed on Harbour Street, and it has been read on both sides of the water since 1871.': 20,
  'Boats, buses and berths from 12 pounds': 14,
  'Our readers write: the best letters of the week': 12,
  'Ring the desk on 0100 200 300 when you see a whale.': 18,
  'The value of a share in a boat can fall as well as rise, and you may get back less than you have paid for it.': 20,
  'Remember that the sea has no handrail, as they say here.': 7,
  'Ingredients': 20,
  'Method': 20,
  'Salt': 17,
  'A pinch of pepper from the mill': 11,
  'オリン新報は港通り十二番地で印刷し、島じゅうの家に毎朝五時までに届けています。': 18,
  '天気と潮の時刻はこちらの欄をご覧ください': 15,
}

export const SITE_LINES: SiteStatistics = {
  version: 1,
  hosts: { '': { documents: 20, prints: Object.keys(LINES).map(fingerprint), counts: Object.values(LINES) } },
}
