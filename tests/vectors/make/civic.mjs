// CivicForge protocol v1, computed by viem and checked by ethers and @openzeppelin/merkle-tree.
import { mnemonicToAccount } from 'viem/accounts';
import { encodeAbiParameters, getAddress, hashTypedData, keccak256, numberToHex, slice, stringToHex } from 'viem';
import { AbiCoder, TypedDataEncoder, keccak256 as ethersKeccak, verifyTypedData } from 'ethers';
import { same } from './check.mjs';

const fields = text => text.split(',').map(field => { const [type, name] = field.split(' '); return { name, type }; });
export const types = {
  CreatorAttestation: fields('string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline'),
  PerformerAttestation: fields('string quest,bytes16 questId,address creator,address performer,bytes32 workHash,uint64 deadline'),
  AttestationReceipt: fields('bytes32 attestation,address attester,uint64 receivedAt,uint64 anchorBy,bytes32 leaf'),
};
export const domain = { name: 'CivicForge', version: '1', chainId: 31337, verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };
export const leafEncoding = ['bytes16', 'address', 'address', 'bytes32', 'uint32', 'uint32', 'uint64', 'bytes32'];
export const account = index => mnemonicToAccount('test test test test test test test test test test test junk', { addressIndex: index });

export const abiEncode = (abiTypes, values) => same(encodeAbiParameters(abiTypes.map(type => ({ type })), values), AbiCoder.defaultAbiCoder().encode(abiTypes, values), `abi of ${abiTypes}`);
export const hash = hex => same(keccak256(hex), ethersKeccak(hex), 'keccak');
export const titleHash = title => hash(stringToHex(title));
export const workHash = c => hash(abiEncode(['bytes32', 'string', 'string', 'string', 'string', 'bytes32[]'], [c.salt, c.title, c.description, c.exceptionalCriteria, c.submission, c.evidence]));
export const signaturesHash = (creator, performer) => hash(abiEncode(['bytes32', 'bytes32'], [hash(creator), hash(performer)]));
export const leafHash = value => hash(hash(abiEncode(leafEncoding, value.map(v => typeof v === 'number' ? BigInt(v) : v))));

export function digest(primaryType, message, d = domain) {
  const t = { [primaryType]: types[primaryType] };
  return same(hashTypedData({ domain: d, types: t, primaryType, message }), TypedDataEncoder.hash(d, t, message), primaryType);
}

export async function signed(who, primaryType, message, d = domain) {
  const t = { [primaryType]: types[primaryType] };
  const signature = await who.signTypedData({ domain: d, types: t, primaryType, message });
  same(verifyTypedData(d, t, message, signature), who.address, 'signer');
  return { primaryType, domain: d, message, digest: digest(primaryType, message, d), signer: who.address, signature };
}

/** Leaf value number i of every generated tree, so that a file needs to hold none of them; the rule is stated in trees.json. */
export function leafValue(i) {
  const h = hash(numberToHex(i, { size: 32 })), g = hash(h);
  return [slice(h, 0, 16), getAddress(slice(h, 12, 32)), getAddress(slice(g, 12, 32)), g, i % 1501, i % 101, 1790000000 + i, h];
}
