import { onchainTable } from "ponder";

const place = (t: any) => ({ id: t.text().primaryKey(), blockNumber: t.bigint().notNull(), transactionHash: t.hex().notNull() });

export const batchAnchored = onchainTable("batch_anchored", (t) => ({ ...place(t), batchId: t.bigint().notNull(), root: t.hex().notNull(), leafCount: t.integer().notNull() }));

export const rewardClaimed = onchainTable("reward_claimed", (t) => ({
  ...place(t), questId: t.hex().notNull(), performer: t.hex().notNull(), creator: t.hex().notNull(), batchId: t.bigint().notNull(), xp: t.integer().notNull(), reputation: t.integer().notNull(),
}));

export const attestationRevoked = onchainTable("attestation_revoked", (t) => ({
  ...place(t), leaf: t.hex().notNull(), revokedBy: t.hex().notNull(), questId: t.hex().notNull(), batchId: t.bigint().notNull(), reason: t.integer().notNull(),
}));

export const batchWithheld = onchainTable("batch_withheld", (t) => ({ ...place(t), batchId: t.bigint().notNull(), withheld: t.boolean().notNull() }));

export const receiptKeyChanged = onchainTable("receipt_key_changed", (t) => ({ ...place(t), key: t.hex().notNull(), previous: t.hex().notNull() }));
