// EIP-1559 transactions signed by viem and by ethers: the same raw bytes (RFC 6979, low s) and hash.
import { Transaction, Wallet, keccak256 as ethersKeccak } from 'ethers';
import { keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { randomBytes, same } from './check.mjs';

const to = '0x5FbDB2315678afecb367f032d93F642f64180aa3', base = { chainId: 31337, nonce: 0, maxPriorityFeePerGas: '1000000000', maxFeePerGas: '2000000000', gas: '21000', to, value: '0', data: '0x', accessList: [] };
const variants = [
  base, { ...base, nonce: 1, value: '1' }, { ...base, nonce: 127 }, { ...base, nonce: 128 }, { ...base, nonce: 255 }, { ...base, nonce: 256 }, { ...base, nonce: 9007199254740991 },
  { ...base, chainId: 1 }, { ...base, chainId: 8453, value: '1000000000000000000' }, { ...base, maxPriorityFeePerGas: '0', maxFeePerGas: '0' },
  { ...base, maxFeePerGas: String(2n ** 128n), value: String(2n ** 256n - 1n) }, { ...base, data: '0x00' }, { ...base, data: '0x7f' }, { ...base, data: randomBytes('data', 55) }, { ...base, data: randomBytes('data', 56) },
  { ...base, data: randomBytes('calldata', 1000), gas: '300000' }, { ...base, to: null, data: randomBytes('init code', 300), gas: '3000000' },
  { ...base, accessList: [{ address: to, storageKeys: [] }] }, { ...base, accessList: [{ address: to, storageKeys: [randomBytes('k1', 32), randomBytes('k2', 32)] }, { address: '0x' + '11'.repeat(20), storageKeys: [] }] },
];

async function one(fields, i) {
  const privateKey = randomBytes(`sender ${i}`, 32), account = privateKeyToAccount(privateKey), accessList = fields.accessList;
  const numbers = Object.fromEntries(['maxPriorityFeePerGas', 'maxFeePerGas', 'gas', 'value'].map(k => [k, BigInt(fields[k])]));
  const raw = await account.signTransaction({ type: 'eip1559', chainId: fields.chainId, nonce: fields.nonce, to: fields.to ?? undefined, data: fields.data, accessList, ...numbers });
  const theirs = await new Wallet(privateKey).signTransaction({ type: 2, chainId: fields.chainId, nonce: fields.nonce, to: fields.to, data: fields.data, accessList, gasLimit: numbers.gas, value: numbers.value, maxFeePerGas: numbers.maxFeePerGas, maxPriorityFeePerGas: numbers.maxPriorityFeePerGas });
  same(raw, theirs, `transaction ${i}`);
  const parsed = Transaction.from(raw);
  same(parsed.from, account.address, 'sender');
  return { privateKey, sender: account.address, transaction: fields, signingHash: parsed.unsignedHash, raw, hash: same(keccak256(raw), ethersKeccak(raw), toHex(i)) };
}
export const make = async () => ({ transactions: { eip1559: await Promise.all(variants.map(one)) } });
