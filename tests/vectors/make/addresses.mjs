// EIP-55: ethers, checked by viem. The first eight are the EIP's own.
import { getAddress as ethersAddress } from 'ethers';
import { checksumAddress, isAddress } from 'viem';
import { randomBytes, same } from './check.mjs';

const eip = ['0x52908400098527886E0F7030069857D2E4169EE7', '0x8617E340B3D01FA5F11F306F4090FD50E238070D', '0xde709f2102306220921060314715629080e2fb77', '0x27b1fdb04752bbc536007a920d24acb045561c26',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359', '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB', '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'];
const random = ['0x' + '00'.repeat(20), '0x' + 'ff'.repeat(20), ...Array.from({ length: 40 }, (_, i) => randomBytes(`address ${i}`, 20))];
const refused = ['', '0x', '0x' + '0'.repeat(39), '0x' + '0'.repeat(41), '0'.repeat(40), '0X' + '0'.repeat(40), '0x' + 'g'.repeat(40), ' 0x' + '0'.repeat(40), '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed', '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed'];
for (const text of refused) same(isAddress(text, { strict: true }), false, text);

export const make = () => ({
  addresses: {
    checksummed: [...eip.map(a => a.toLowerCase()), ...random].map((address, i) => ({ address, checksummed: i < eip.length ? same(ethersAddress(address), eip[i], 'EIP-55') : same(ethersAddress(address), checksumAddress(address), address) })),
    refused,
  },
});
