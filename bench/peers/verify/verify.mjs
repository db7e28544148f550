// Checks EIP-712 attestation signatures with viem, ethers and the EAS SDK. One JSON request a line on stdin, one JSON answer a line on stdout.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { Wallet, ZeroAddress, ZeroHash, verifyTypedData as ethersVerify } from 'ethers';
import { recoverTypedDataAddress } from 'viem';

const eas = createRequire(import.meta.url)('@ethereum-attestation-service/eas-sdk'); // its ES module build does not load in Node
const domain = { name: 'CivicForge', version: '1', chainId: 31337, verifyingContract: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };
const fields = text => text.split(',').map(field => { const [type, name] = field.split(' '); return { name, type }; });
const types = { CreatorAttestation: fields('string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline') };
const count = 64, wallets = Array.from({ length: count }, (_, i) => new Wallet('0x' + (i + 1).toString(16).padStart(64, '0')));
const attestations = await Promise.all(wallets.map(async (wallet, i) => {
  const message = { quest: 'Plant three young oaks', outcome: 'done', questId: '0x' + i.toString(16).padStart(32, '0'), creator: wallet.address, performer: wallets[(i + 1) % count].address, workHash: '0x' + '5a'.repeat(32), xp: 100, reputation: 10, deadline: 1792592000n };
  return { signer: wallet.address, message, signature: await wallet.signTypedData(domain, types, message) };
}));

// The EAS SDK verifies its own off-chain attestation: another struct of about the same size, with ethers underneath.
const offchain = new eas.Offchain({ address: domain.verifyingContract, chainId: 31337n, version: '1.3.0' }, 2, new eas.EAS(domain.verifyingContract));
const easAttestations = await Promise.all(wallets.map(async (wallet, i) => ({
  signer: wallet.address,
  attestation: await offchain.signOffchainAttestation({ schema: ZeroHash, recipient: ZeroAddress, time: 1790000000n + BigInt(i), expirationTime: 0n, revocable: true, refUID: ZeroHash, data: '0x' + '5a'.repeat(64) }, wallet),
})));

const must = (valid, who) => { if (!valid) throw new Error(`${who} refused a good signature`); };
const peers = {
  viem: async i => { const a = attestations[i % count]; must(await recoverTypedDataAddress({ domain, types, primaryType: 'CreatorAttestation', message: a.message, signature: a.signature }) === a.signer, 'viem'); },
  ethers: i => { const a = attestations[i % count]; must(ethersVerify(domain, types, a.message, a.signature) === a.signer, 'ethers'); },
  'EAS SDK': i => { const a = easAttestations[i % count]; must(offchain.verifyOffchainAttestationSignature(a.signer, a.attestation), 'EAS SDK'); },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { peer, repeat } = JSON.parse(line), run = peers[peer], start = process.hrtime.bigint();
  for (let i = 0; i < repeat; i++) await run(i);
  console.log(JSON.stringify({ nanoseconds: Number(process.hrtime.bigint() - start), result: null }));
}
