/** Networks and messengers that pages are shared on: their names are the same in every language, and no words of its sentences. */
export const PLATFORM_NAMES: readonly string[] = [
  'facebook', 'twitter', 'whatsapp', 'telegram', 'linkedin', 'pinterest', 'reddit', 'instagram', 'youtube', 'tiktok', 'tumblr',
  'bluesky', 'mastodon', 'flipboard', 'messenger', 'viber', 'weibo', 'xing', 'snapchat', 'line',
]
