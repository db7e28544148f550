// What one would write with Node for the same job: two processes (cluster) of fastify, the signature checked by ethers or viem, the verified
// attestation inserted with pg, and the answer sent after the commit. Usage: node server.mjs ethers|viem PORT DATABASE_URL CHAIN_ID REGISTRY
import cluster from 'node:cluster';
import { verifyTypedData as ethersVerify } from 'ethers';
import Fastify from 'fastify';
import pg from 'pg';
import { recoverTypedDataAddress } from 'viem';

const [library, port, database, chainId, verifyingContract] = process.argv.slice(2);
const domain = { name: 'CivicForge', version: '1', chainId: Number(chainId), verifyingContract };
const fields = text => text.split(',').map(field => { const [type, name] = field.split(' '); return { name, type }; });
const types = { CreatorAttestation: fields('string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 workHash,uint32 xp,uint32 reputation,uint64 deadline') };
const recover = {
  ethers: (message, signature) => ethersVerify(domain, types, message, signature),
  viem: (message, signature) => recoverTypedDataAddress({ domain, types, primaryType: 'CreatorAttestation', message, signature }),
}[library];
const text = { type: 'string' }, number = { type: 'integer' };
const schema = {
  body: {
    type: 'object', required: ['message', 'signature'],
    properties: {
      signature: text,
      message: { type: 'object', properties: { quest: text, outcome: text, questId: text, creator: text, performer: text, workHash: text, xp: number, reputation: number, deadline: number } },
    },
  },
  response: { 201: { type: 'object', properties: { questId: text, attester: text } } },
};

if (cluster.isPrimary) {
  for (let i = 0; i < 2; i++) cluster.fork(); // The workers end with this process: their channel to it closes.
} else {
  const pool = new pg.Pool({ connectionString: database, max: 16 });
  const app = Fastify();
  app.get('/health/ready', () => 'ready');
  app.post('/attestations', { schema }, async (request, reply) => {
    const { message, signature } = request.body;
    if (await recover(message, signature) !== message.creator) return reply.code(422).send();
    await pool.query({ name: 'insert', text: 'INSERT INTO attestations (quest_id, attester, work_hash, signature) VALUES ($1, $2, $3, $4)',
      values: [message.questId.slice(2), ...[message.creator, message.workHash, signature].map(hex => Buffer.from(hex.slice(2), 'hex'))] });
    return reply.code(201).send({ questId: message.questId, attester: message.creator });
  });
  await app.listen({ port: Number(port), host: '127.0.0.1' });
}
