// secp256k1 signatures and what protocol §4 step 1 says of them: noble-curves, checked by ethers where it takes the form.
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { Signature, SigningKey, computeAddress, recoverAddress } from 'ethers';
import { concat, hexToBytes, numberToHex, serializeCompactSignature, toHex } from 'viem';
import { randomBytes, same } from './check.mjs';
import { account } from './civic.mjs';

const n = secp256k1.Point.CURVE().n, half = n >> 1n, hex32 = x => numberToHex(x, { size: 32 });
const join = (r, s, v) => concat([hex32(r), hex32(s), numberToHex(v, { size: 1 })]);

/** The address that (r, s, parity) recovers to, or null when there is no such point. */
function recovered(digest, r, s, parity) {
  try {
    const point = new secp256k1.Signature(r, s).addRecoveryBit(parity).recoverPublicKey(hexToBytes(digest));
    return computeAddress(toHex(point.toBytes(false)));
  } catch { return null; }
}

function row(name, digest, signature, verdict) {
  if (verdict !== 'valid' && verdict !== 'malleable') return { name, digest, signature, verdict, signer: null, normalised: null };
  const compact = signature.length === 130, parsed = compact ? Signature.from(signature) : null;
  const r = BigInt(signature.slice(0, 66)), s = compact ? BigInt(parsed.s) : BigInt('0x' + signature.slice(66, 130));
  const parity = compact ? parsed.yParity : Number('0x' + signature.slice(130)) % 27;
  const signer = recovered(digest, r, s, parity);
  if (signer === null) throw new Error(`${name}: recovers to nothing`);
  if (verdict === 'valid') same(recoverAddress(digest, { r: hex32(r), s: hex32(s), yParity: parity }), signer, name);
  return { name, digest, signature, verdict, signer, normalised: verdict === 'valid' ? join(r, s, 27 + parity) : null };
}

async function forms(i) {
  const key = new SigningKey(randomBytes(`key ${i}`, 32)), digest = randomBytes(`digest ${i}`, 32);
  const { r: rHex, s: sHex, yParity } = key.sign(digest), r = BigInt(rHex), s = BigInt(sHex);
  const noble = secp256k1.sign(hexToBytes(digest), hexToBytes(key.privateKey), { prehash: false, lowS: true, format: 'recovered' });
  same(toHex(noble), concat([numberToHex(yParity, { size: 1 }), rHex, sHex]), 'RFC 6979');
  return [
    row(`key ${i}, v 27/28`, digest, join(r, s, 27 + yParity), 'valid'),
    row(`key ${i}, v 0/1`, digest, join(r, s, yParity), 'valid'),
    row(`key ${i}, EIP-2098`, digest, serializeCompactSignature({ r: rHex, yParityAndS: hex32(s | (BigInt(yParity) << 255n)) }), 'valid'),
    row(`key ${i}, high s`, digest, join(r, n - s, 28 - yParity), 'malleable'),
    row(`key ${i}, the other parity is another signer`, digest, join(r, s, 28 - yParity), 'valid'),
  ];
}

const digest = randomBytes('digest', 32), good = new SigningKey(randomBytes('key', 32)).sign(digest);
const [r, s, v] = [BigInt(good.r), BigInt(good.s), good.v], ordinary = join(r, s, v);
const offCurve = (() => { for (let x = 1n; ; x++) if (recovered(digest, x, s, 0) === null) return x; })();
const wrong = [
  ...[0, 1, 32, 63, 66, 96, 97, 130].map(length => ['wrong-length', `${length} bytes`, length <= 65 ? ordinary.slice(0, 2 + 2 * length) : ordinary.padEnd(2 + 2 * length, '0')]),
  ...[2, 3, 26, 29, 30, 31, 35, 36, 128, 255].map(byte => ['wrong-v', `v ${byte}`, join(r, s, byte)]),
  ...[[0n, s, 'r zero'], [r, 0n, 's zero'], [0n, 0n, 'r and s zero'], [n, s, 'r = n'], [n + 1n, s, 'r = n + 1'], [2n ** 256n - 1n, s, 'r all ones'], [r, n, 's = n'], [r, n + 1n, 's = n + 1'], [r, 2n ** 256n - 1n, 's all ones']]
    .map(([a, b, name]) => ['out-of-range', name, join(a, b, v)]),
  ['out-of-range', 'EIP-2098 with r zero', concat([hex32(0n), hex32(s)])],
  ['out-of-range', 'EIP-2098 with s zero', concat([hex32(r), hex32(0n)])],
  ['out-of-range', 'EIP-2098 with r = n', concat([hex32(n), hex32(s)])],
  ['unrecoverable', 'r is not an x coordinate', join(offCurve, s, 27)],
  ['unrecoverable', 'r is not an x coordinate, EIP-2098', concat([hex32(offCurve), hex32(s)])],
];
const [gx] = [secp256k1.Point.BASE.toAffine().x];

export const make = async () => ({
  signatures: {
    order: hex32(n),
    verdicts: 'valid | malleable (high s that recovers) | wrong-length | wrong-v | out-of-range | unrecoverable',
    signatures: [
      ...(await Promise.all(Array.from({ length: 24 }, (_, i) => forms(i)))).flat(),
      row('s = n / 2, the largest low s', digest, join(r, half, 27), 'valid'),
      row('s = n / 2 + 1, the smallest high s', digest, join(r, half + 1n, 27), 'malleable'),
      row('s = n / 2, EIP-2098', digest, concat([hex32(r), hex32(half)]), 'valid'),
      row('s = 1', digest, join(r, 1n, 28), 'valid'),
      row('s = n - 1', digest, join(r, n - 1n, 28), 'malleable'),
      row('the digest is zero', '0x' + '00'.repeat(32), ordinary, 'valid'),
      row('the digest exceeds the order', '0x' + 'ff'.repeat(32), ordinary, 'valid'),
      row('the digest equals the order', hex32(n), ordinary, 'valid'),
      row('recovers to the point at infinity', hex32(12345n), join(gx, 12345n, 27), same(recovered(hex32(12345n), gx, 12345n, 0), null, 'infinity') ?? 'unrecoverable'),
      ...wrong.map(([verdict, name, signature]) => row(name, digest, signature, verdict)),
    ],
    keys: [
      ...Array.from({ length: 10 }, (_, i) => ({ privateKey: toHex(account(i).getHdKey().privateKey), address: account(i).address })),
      ...[1n, 2n, n - 1n].map(k => ({ privateKey: hex32(k), address: computeAddress(hex32(k)) })),
    ],
    refusedKeys: [hex32(0n), hex32(n), hex32(n + 1n), '0x' + 'ff'.repeat(32), '0x01', '0x', hex32(1n) + '00'],
  },
});
