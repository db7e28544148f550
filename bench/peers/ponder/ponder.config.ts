// The same contracts, events and database kind as ours, written as Ponder's documentation shows it.
import { createConfig } from "ponder";
import { parseAbi } from "viem";

const env = process.env as Record<string, string>;

export default createConfig({
  database: { kind: "postgres", connectionString: env.DATABASE_URL },
  chains: { local: { id: 31337, rpc: env.RPC_URL, pollingInterval: 1000, maxRequestsPerSecond: 100_000, disableCache: false } },
  contracts: {
    Registry: {
      chain: "local",
      address: env.REGISTRY as `0x${string}`,
      startBlock: 0,
      abi: parseAbi([
        "event BatchAnchored(uint64 indexed batchId, bytes32 indexed root, uint32 leafCount)",
        "event AttestationRevoked(bytes32 indexed leaf, address indexed by, bytes16 indexed questId, uint64 batchId, uint8 reason)",
        "event ReceiptKeyChanged(address indexed key, address indexed previous)",
      ]),
    },
    Distributor: {
      chain: "local",
      address: env.DISTRIBUTOR as `0x${string}`,
      startBlock: 0,
      abi: parseAbi([
        "event RewardClaimed(bytes16 indexed questId, address indexed performer, address indexed creator, uint64 batchId, uint32 xp, uint32 reputation)",
        "event BatchWithheld(uint64 indexed batchId, bool withheld)",
      ]),
    },
  },
});
