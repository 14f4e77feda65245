import type { ElementRule } from '../../model.js'

/** Keeps: embeds that carry content (posts, videos); the signatures name none. */
export default {
  id: 'vendor-widgets',
  kind: 'debris',
  removes: 'Widgets of known vendors: comment systems, share bars, recommendations, consent managers',
  budget: 0.85,
  *find({ page }, know) {
    for (const token of page.tokens()) {
      const widget = know.widget(token)
      if (!widget) continue
      const { kind, origin } = widget
      for (const target of page.tokened(token)) yield { target, why: `${widget.id} widget: "${token}"`, kind, origin }
    }
  },
} satisfies ElementRule
