import { ponder } from "ponder:registry";
import { attestationRevoked, batchAnchored, batchWithheld, receiptKeyChanged, rewardClaimed } from "ponder:schema";

const place = (event: any) => ({ id: event.id, blockNumber: event.block.number, transactionHash: event.transaction.hash });

ponder.on("Registry:BatchAnchored", async ({ event, context }) => {
  await context.db.insert(batchAnchored).values({ ...place(event), ...event.args });
});

ponder.on("Registry:AttestationRevoked", async ({ event, context }) => {
  const { by, ...args } = event.args;
  await context.db.insert(attestationRevoked).values({ ...place(event), ...args, revokedBy: by });
});

ponder.on("Registry:ReceiptKeyChanged", async ({ event, context }) => {
  await context.db.insert(receiptKeyChanged).values({ ...place(event), ...event.args });
});

ponder.on("Distributor:RewardClaimed", async ({ event, context }) => {
  await context.db.insert(rewardClaimed).values({ ...place(event), ...event.args });
});

ponder.on("Distributor:BatchWithheld", async ({ event, context }) => {
  await context.db.insert(batchWithheld).values({ ...place(event), ...event.args });
});
