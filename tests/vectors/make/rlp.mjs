// RLP (Ethereum yellow paper, appendix B): viem, checked by ethers; the refusals by @ethereumjs/rlp, which is strict.
import { RLP } from '@ethereumjs/rlp';
import { decodeRlp, encodeRlp } from 'ethers';
import { toRlp } from 'viem';
import { mustThrow, randomBytes, same } from './check.mjs';

const nest = depth => depth === 0 ? [] : [nest(depth - 1)];
const values = [
  '0x', '0x00', '0x01', '0x7f', '0x80', '0xff', '0x0400', '0x646f67', [], [[]], [[], [[]], [[], [[]]]], ['0x636174', '0x646f67'], ['0x', '0x00', ['0x80']], nest(24),
  ...[54, 55, 56, 57, 255, 256, 257, 1024, 65535, 65536].map(n => n > 1024 ? '0x' + 'ab'.repeat(n) : randomBytes(`rlp ${n}`, n)),
  ...[18, 19, 20].map(n => Array.from({ length: n }, () => '0x8182')), Array.from({ length: 100 }, (_, i) => randomBytes(`item ${i}`, i)),
];
const short = v => typeof v === 'string' && v.length > 4096 ? { repeat: v.slice(0, 4), times: (v.length - 2) / 2 } : v;

const refused = [
  ['nothing', '0x'], ['a byte below 0x80 with a prefix', '0x8100'], ['a byte below 0x80 with a prefix', '0x817f'], ['a string that ends early', '0x83646f'], ['a string without its byte', '0x81'],
  ['a list that ends early', '0xc20a'], ['a long form for 55 bytes', '0xb837' + 'ab'.repeat(55)], ['a long list form for 55 bytes', '0xf837' + '01'.repeat(55)],
  ['a length with a leading zero', '0xb90038' + 'ab'.repeat(56)], ['a list length with a leading zero', '0xf90038' + '01'.repeat(56)], ['a length that is not there', '0xb8'], ['a length of 2^64 - 1', '0xbfffffffffffffffff'], ['a list length of 2^64 - 1', '0xffffffffffffffffff'],
  ['bytes after the end', '0x8000'], ['bytes after a list', '0xc000'], ['an item past the end of its list', '0xc283646f67'],
].map(([name, encoded]) => { mustThrow(() => RLP.decode(encoded), name); return { name, encoded }; });

export const make = () => ({
  rlp: {
    encoded: values.map(value => {
      const encoded = same(toRlp(value), encodeRlp(value), 'rlp');
      same(JSON.stringify(decodeRlp(encoded)), JSON.stringify(value), 'rlp back');
      return encoded.length > 8192 ? { value: short(value), encodedPrefix: encoded.slice(0, 10), encodedBytes: (encoded.length - 2) / 2 } : { value, encoded };
    }),
    refused,
  },
});
