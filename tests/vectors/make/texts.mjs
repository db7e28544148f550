// Texts accepted and refused by protocol §3, with the reason; categories by this engine's Unicode tables, not ours.
import { same } from './check.mjs';

const u = (...points) => String.fromCodePoint(...points), between = (...points) => `two${u(...points)}words`;
const refusedAlways = [
  ...[0x00, 0x07, 0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f].map(p => ['control', between(p)]),
  ...[0xe000, 0xf8ff, 0xf0000, 0x10fffd].map(p => ['private-use', between(p)]),
  ...[0x378, 0xfdd0, 0xfffe, 0xffff, 0x1ffff, 0x10ffff].map(p => ['unassigned', between(p)]),
  ...[0x2028, 0x2029].map(p => ['line-separator', between(p)]),
  ...[0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(p => ['bidi-control', between(p)]),
  ['byte-order-mark', u(0xfeff) + 'text'], ['byte-order-mark', between(0xfeff)],
  ...[0xe0001, 0xe0020, 0xe0041, 0xe007f].map(p => ['tag', between(p)]),
  ['not-nfc', 'cafe' + u(0x301)], ['not-nfc', u(0x212b)], ['not-nfc', u(0x1100, 0x1161)], ['not-nfc', u(0x958)], ['not-nfc', 'q' + u(0x307, 0x323)], ['not-nfc', u(0x2126)],
  ['surrogate', 'lone \ud800 high'], ['surrogate', 'lone \udc00 low'], ['surrogate', '\udf33\ud83c'], ['surrogate', 'end \ud83c'],
];
const refusedAsTitle = [
  ['line-feed', 'two\nlines'], ['edge-space', ' leading'], ['edge-space', 'trailing '], ['edge-space', u(0xa0) + 'leading'], ['edge-space', 'trailing' + u(0x3000)], ['edge-space', 'trailing' + u(0x202f)],
  ['double-space', 'two  spaces'], ['double-space', 'two' + u(0x20, 0xa0) + 'spaces'], ['double-space', 'two' + u(0x3000, 0x3000) + 'spaces'], ['double-space', 'a' + u(0x1680, 0x205f) + 'b'],
  ['bytes', 'ä'.repeat(201)], ['bytes', '🌳'.repeat(101)], ['bytes', '公'.repeat(134)],
];
const accepted = [
  'Plant', 'Bäume pflanzen – 3 young oaks 🌳', 'خمس أشجار', 'שלום עולם', '公園を掃除する', 'Zażółć gęślą jaźń', '한국어', 'हिन्दी', 'ไทย', 'x'.repeat(200), 'ä'.repeat(200), '🌳'.repeat(100), 'a' + u(0xa0) + 'b', 'a' + u(0x3000) + 'b',
  'family 👨‍👩‍👧', 'soft' + u(0xad) + 'hyphen', 'zero' + u(0x200b) + 'width', 'join' + u(0x200c) + 'er', 'flag 🇩🇪', 'thumb 👍🏽', 'heart ❤️', 'quote "x" \\ / <b>&amp;</b>', 'q' + u(0x323, 0x307), u(0x10400), '½ ™ € ﬁ', 'tilde ~ and | pipe',
];
const multiline = ['two\nlines', 'a\n\n\nb', '\nleading', 'trailing\n', '  spaces  ', 'tabless\n- list\n- of things'];

const why = text => { // the rule again, by regular expressions, as a check of the lists above
  if (!text.isWellFormed()) return 'surrogate';
  for (const [name, pattern] of [['line-separator', /[\u2028\u2029]/], ['bidi-control', /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/], ['byte-order-mark', /\ufeff/], ['tag', /[\u{e0000}-\u{e007f}]/u],
    ['control', /(?!\n)\p{Cc}/u], ['private-use', /\p{Co}/u], ['unassigned', /\p{Cn}/u]]) if (pattern.test(text)) return name;
  return text.normalize('NFC') === text ? null : 'not-nfc';
};
const whyTitle = text => why(text) ?? (text.includes('\n') ? 'line-feed' : /^\p{Zs}|\p{Zs}$/u.test(text) ? 'edge-space' : /\p{Zs}{2}/u.test(text) ? 'double-space' : Buffer.byteLength(text) > 400 ? 'bytes' : null);

const utf16 = text => '0x' + [...Array(text.length).keys()].map(i => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
const row = (reason, text) => ({ reason, ...(text.isWellFormed() ? { text } : {}), utf16: utf16(text) });

export const make = () => ({
  texts: {
    utf16: 'the code units, most significant byte first; a text that is not Unicode has no other form',
    refused: refusedAlways.map(([reason, text]) => row(same(reason, why(text), utf16(text)), text)),
    refusedAsTitle: refusedAsTitle.map(([reason, text]) => row(same(reason, whyTitle(text), utf16(text)), text)),
    accepted: accepted.map(text => row(same(whyTitle(text), null, text), text)),
    acceptedInSeveralLines: multiline.map(text => row(same(why(text), null, text), text)),
  },
});
