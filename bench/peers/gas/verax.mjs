// Verax: one attestation through a default portal without modules, behind proxies as it is deployed.
import { createRequire } from 'node:module';
import { decodeEventLog, encodeFunctionData } from 'viem';
import { account } from './chain.mjs';
import { hashOf, member } from './quest.mjs';

const require = createRequire(import.meta.url);
const artifact = (name) => require(`@verax-attestation-registry/verax-contracts/build/${name}.json`);
const proxy = require('@openzeppelin/contracts/build/contracts/ERC1967Proxy.json');

export async function measureVerax(chain) {
  const behindProxy = async (name, args = []) => {
    const built = artifact(name);
    const logic = await chain.deploy(built, args);
    const { address } = await chain.deploy(proxy, [logic.address, encodeFunctionData({ abi: built.abi, functionName: 'initialize' })]);
    return { address, abi: built.abi };
  };
  const router = await behindProxy('Router');
  const attestations = await behindProxy('AttestationRegistry');
  const schemas = await behindProxy('SchemaRegistry');
  const portals = await behindProxy('PortalRegistry', [true]);
  const modules = await behindProxy('ModuleRegistry');
  for (const [name, registry] of Object.entries({ Attestation: attestations, Schema: schemas, Portal: portals, Module: modules })) {
    await chain.send(router, `update${name}Registry`, [registry.address]);
    await chain.send(registry, 'updateRouter', [router.address]);
  }
  await chain.send(attestations, 'updateChainPrefix', [1n]);
  await chain.send(portals, 'setIssuer', [account(0).address]);
  const created = await chain.send(schemas, 'createSchema', ['Work', 'Work', 'https://civicforge.example', 'bytes32 workHash']);
  const schemaId = decodeEventLog({ abi: schemas.abi, ...created.logs.at(-1) }).args.id;
  const portal = await chain.deploy(artifact('DefaultPortal'), [[], router.address]);
  await chain.send(portals, 'register', [portal.address, 'Portal', 'Portal', true, 'CivicForge']);
  const attest = (name) => chain.send(portal, 'attest', [{ schemaId, expirationDate: 0n, subject: member(name).address, attestationData: hashOf(name) }, []]);
  await attest('verax first');
  return { attest: (await attest('verax second')).gas };
}
