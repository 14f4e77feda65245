// Generated from the folders beside it by tests/rules/registry.test.ts: `npx vitest run tests/rules/registry.test.ts -u` writes it.
import type { BlockRule, ElementRule } from '../model.js'
import adSlotBlocks from './block/ad-slot.js'
import appPromptBlocks from './block/app-prompt.js'
import authorBoxBlocks from './block/author-box.js'
import captionBlocks from './block/caption.js'
import commentThreadBlocks from './block/comment-thread.js'
import consentNoticeBlocks from './block/consent-notice.js'
import datelineBlocks from './block/dateline.js'
import inlineResidueBlocks from './block/inline-residue.js'
import languageSelectorBlocks from './block/language-selector.js'
import newsletterBoxBlocks from './block/newsletter-box.js'
import orphanHeadingBlocks from './block/orphan-heading.js'
import pageFurnitureBlocks from './block/page-furniture.js'
import paginationBlocks from './block/pagination.js'
import paywallPromptBlocks from './block/paywall-prompt.js'
import pollWidgetBlocks from './block/poll-widget.js'
import readerToolsBlocks from './block/reader-tools.js'
import relatedTeasersBlocks from './block/related-teasers.js'
import repeatedOnSiteBlocks from './block/repeated-on-site.js'
import repeatedTitleBlocks from './block/repeated-title.js'
import shareBarBlocks from './block/share-bar.js'
import siteNavigationBlocks from './block/site-navigation.js'
import tagListBlocks from './block/tag-list.js'
import widgetDebrisBlocks from './block/widget-debris.js'
import adSlotElements from './element/ad-slot.js'
import appPromptElements from './element/app-prompt.js'
import authorBoxElements from './element/author-box.js'
import captionElements from './element/caption.js'
import codeFrameElements from './element/code-frame.js'
import commentThreadElements from './element/comment-thread.js'
import consentNoticeElements from './element/consent-notice.js'
import headingAnchorElements from './element/heading-anchor.js'
import hiddenCopyElements from './element/hidden-copy.js'
import hiddenElementElements from './element/hidden-element.js'
import languageSelectorElements from './element/language-selector.js'
import newsletterBoxElements from './element/newsletter-box.js'
import pageFurnitureElements from './element/page-furniture.js'
import paginationElements from './element/pagination.js'
import paywallPromptElements from './element/paywall-prompt.js'
import pollWidgetElements from './element/poll-widget.js'
import readerToolsElements from './element/reader-tools.js'
import relatedTeasersElements from './element/related-teasers.js'
import repeatedOnSiteElements from './element/repeated-on-site.js'
import shareBarElements from './element/share-bar.js'
import siteNavigationElements from './element/site-navigation.js'
import tagListElements from './element/tag-list.js'
import vendorWidgetsElements from './element/vendor-widgets.js'
import widgetDebrisElements from './element/widget-debris.js'

export const elementRules: readonly ElementRule[] = [
  adSlotElements,
  appPromptElements,
  authorBoxElements,
  captionElements,
  codeFrameElements,
  commentThreadElements,
  consentNoticeElements,
  headingAnchorElements,
  hiddenCopyElements,
  hiddenElementElements,
  languageSelectorElements,
  newsletterBoxElements,
  pageFurnitureElements,
  paginationElements,
  paywallPromptElements,
  pollWidgetElements,
  readerToolsElements,
  relatedTeasersElements,
  repeatedOnSiteElements,
  shareBarElements,
  siteNavigationElements,
  tagListElements,
  vendorWidgetsElements,
  widgetDebrisElements,
]

export const blockRules: readonly BlockRule[] = [
  adSlotBlocks,
  appPromptBlocks,
  authorBoxBlocks,
  captionBlocks,
  commentThreadBlocks,
  consentNoticeBlocks,
  datelineBlocks,
  inlineResidueBlocks,
  languageSelectorBlocks,
  newsletterBoxBlocks,
  orphanHeadingBlocks,
  pageFurnitureBlocks,
  paginationBlocks,
  paywallPromptBlocks,
  pollWidgetBlocks,
  readerToolsBlocks,
  relatedTeasersBlocks,
  repeatedOnSiteBlocks,
  repeatedTitleBlocks,
  shareBarBlocks,
  siteNavigationBlocks,
  tagListBlocks,
  widgetDebrisBlocks,
]
