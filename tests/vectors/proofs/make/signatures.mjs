// Signatures bent in ways that protocol §4 names.
import { concat, encodeAbiParameters, getContractAddress, hexToBigInt, numberToHex, slice } from 'viem';

const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const word = value => numberToHex(value, { size: 32 });
export const magic6492 = '0x' + '6492'.repeat(16);

/** The other signature of the same key over the same digest: s above half the order. */
export const highS = s => concat([slice(s, 0, 32), word(n - hexToBigInt(slice(s, 32, 64))), slice(s, 64) === '0x1b' ? '0x1c' : '0x1b']);
/** 64 bytes of EIP-2098: the parity of v in the top bit of s. */
export const compact = s => concat([slice(s, 0, 32), word(hexToBigInt(slice(s, 32, 64)) | (slice(s, 64) === '0x1c' ? 1n << 255n : 0n))]);
/** The same signature with v 0 or 1. */
export const lowV = s => concat([slice(s, 0, 64), slice(s, 64) === '0x1b' ? '0x00' : '0x01']);
export const withV = (s, v) => concat([slice(s, 0, 64), v]);

/** A wallet that is not deployed yet (ERC-6492): the well-known CREATE2 factory makes it, and it accepts every signature. */
const factory = '0x4e59b44847b379578588920cA78FbF26c0B4956C', salt = word(6492n);
const walletCode = '0x631626ba7e60e01b60005260206000f3', creation = concat(['0x6f', walletCode, '0x60005260106010f3']);
export const counterfactual = getContractAddress({ opcode: 'CREATE2', from: factory, salt, bytecode: creation });
export const wrapped6492 = inner => concat([encodeAbiParameters([{ type: 'address' }, { type: 'bytes' }, { type: 'bytes' }], [factory, concat([salt, creation]), inner]), magic6492]);
export const zeroR = s => concat([word(0n), slice(s, 32)]);
export const rAtOrder = s => concat([word(n), slice(s, 32)]);
