// Ethereum Attestation Service: one attestation on chain, many in one call, and the time stamp of a root. The data of an
// attestation is one word, the least that says something about work: favourable to this peer.
import { createRequire } from 'node:module';
import { decodeEventLog, zeroAddress, zeroHash } from 'viem';
import { hashOf, member } from './quest.mjs';

const require = createRequire(import.meta.url);
const artifact = (name) => require(`@ethereum-attestation-service/eas-contracts/artifacts/contracts/${name}.sol/${name}.json`);

export async function measureEas(chain) {
  const schemas = await chain.deploy(artifact('SchemaRegistry'));
  const eas = await chain.deploy(artifact('EAS'), [schemas.address]);
  const registered = await chain.send(schemas, 'register', ['bytes32 workHash', zeroAddress, true]);
  const schema = decodeEventLog({ abi: schemas.abi, ...registered.logs[0] }).args.uid;
  const data = (i) => ({ recipient: member(`eas ${i}`).address, expirationTime: 0n, revocable: true, refUID: zeroHash, data: hashOf(`work ${i}`), value: 0n });
  await chain.send(eas, 'attest', [{ schema, data: data('first') }]);
  await chain.send(eas, 'timestamp', [hashOf('first root')]);
  const count = 100;
  return {
    attest: (await chain.send(eas, 'attest', [{ schema, data: data('second') }])).gas,
    multiAttest: (await chain.send(eas, 'multiAttest', [[{ schema, data: Array.from({ length: count }, (_, i) => data(i)) }]])).gas / count,
    timestamp: (await chain.send(eas, 'timestamp', [hashOf('second root')])).gas,
  };
}
