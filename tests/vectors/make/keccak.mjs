// Keccak-256 (the padding of the SHA-3 submission, not FIPS 202): @noble/hashes, checked by js-sha3.
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import jsSha3 from 'js-sha3';
import { same } from './check.mjs';

// From the Keccak team's ShortMsgKAT_256.txt, KeccakKAT-3.zip, https://keccak.team/obsolete/KeccakKAT-3.zip
const official = [
  ['', 'C5D2460186F7233C927E7DB2DCC703C0E500B653CA82273B7BFAD8045D85A470'],
  ['CC', 'EEAD6DBFC7340A56CAEDC044696A168870549A6A7F6F56961E84A54BD9970B8A'],
  ['41FB', 'A8EACEDA4D47B3281A795AD9E1EA2122B407BAF9AABCB9E18B5717B7873537D2'],
  ['1F877C', '627D7BC1491B2AB127282827B8DE2D276B13D7D70FB4C5957FDF20655BC7AC30'],
  ['C1ECFDFC', 'B149E766D7612EAF7D55F74E1A4FDD63709A8115B14F61FCD22AA4ABC8B8E122'],
  ['9F2FCC7C90DE090D6B87CD7E9718C1EA6CB21118FC2D5DE9F97E5DB6AC1E9C10', '24DD2EE02482144F539F810D2CAA8A7B75D0FA33657E47932122D273C3F6F6D1'],
  ['B55C10EAE0EC684C16D13463F29291BF26C82E2FA0422A99C71DB4AF14DD9C7F33EDA52FD73D017CC0F2DBE734D831F0D820D06D5F89DACC485739144F8CFD4799223B1AFF9031A105CB6A029BA71E6E5867D85A554991C38DF3C9EF8C1E1E9A7630BE61CAABCA69280C399C1FB7A12D12AEFC', '0347901965D3635005E75A1095695CCA050BC9ED2D440C0372A31B348514A889'],
];

/** Byte i of the message of length n. */
const messageOf = n => Uint8Array.from({ length: n }, (_, i) => (31 * n + 131 * i + 7) & 255);
const hash = message => '0x' + same(bytesToHex(keccak_256(message)), jsSha3.keccak256(message), `keccak of ${message.length} bytes`);

export const make = () => ({
  keccak: {
    messageRule: 'message[i] = (31 * length + 131 * i + 7) mod 256',
    official: official.map(([message, digest]) => ({ message: '0x' + message.toLowerCase(), hash: same(hash(Uint8Array.from(Buffer.from(message, 'hex'))), '0x' + digest.toLowerCase(), message) })),
    lengths: [...Array(301).keys(), 407, 408, 409, 543, 544, 545, 1000, 1359, 1360, 1361, 4096, 65536].map(length => ({ length, hash: hash(messageOf(length)) })),
  },
});
