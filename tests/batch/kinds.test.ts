/** Protects: what is taken for a page and what for a text when nobody says. */
import { expect, test } from 'vitest'
import { kindOfBytes, kindOfName } from '../../src/batch/kinds.js'

test.each([
  ['<!DOCTYPE html><p>x', 'html'], ['\n  <html>', 'html'], ['<p class="a">x</p>', 'html'], ['<!-- saved -->', 'html'],
  ['<?xml version="1.0"?><html/>', 'html'], ['\ufeff<body>', 'html'],
  ['Just words', 'text'], ['', 'text'], ['<3 this town', 'text'], ['<someone@example.org> wrote', 'text'], ['< p >', 'text'],
  ['5 < 6 and <b>', 'text'],
])('%j is %s', (start, kind) => {
  expect(kindOfBytes(Buffer.from(start))).toBe(kind)
})

test('UTF-16 pages are seen through their NUL bytes', () => {
  expect(kindOfBytes(Buffer.from('\ufeff<html>', 'utf16le'))).toBe('html')
})

test('names speak before bytes, in any case', () => {
  expect(['a.HTML', 'a.htm', 'a.xhtml', 'a.txt', 'a.Md', 'a.pdf', 'a'].map(kindOfName)).toEqual(
    ['html', 'html', 'html', 'text', 'text', null, null])
})
