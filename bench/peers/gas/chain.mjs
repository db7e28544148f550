// A fresh anvil of the lock file of contracts/, and accounts that send to it. Gas is what the receipt says.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createPublicClient, createWalletClient, http } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));
const MNEMONIC = 'test test test test test test test test test test test junk';
export const account = (addressIndex) => mnemonicToAccount(MNEMONIC, { addressIndex });

export async function startChain() {
  const pinned = `${repository}contracts/node_modules/.bin/anvil`;
  const anvil = spawn(existsSync(pinned) ? pinned : 'anvil', ['--port', '0', '--gas-limit', '100000000'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => anvil.kill());
  const address = await new Promise((resolve, reject) => {
    let text = '';
    anvil.once('error', (error) => reject(new Error(`anvil did not start: ${error.message}. Run: npm ci --ignore-scripts --prefix contracts`)));
    anvil.once('exit', (code) => reject(new Error(`anvil ended with exit code ${code} before it listened`)));
    anvil.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /Listening on (\S+)/.exec(text);
      if (found) resolve(found[1]);
    });
  });
  const transport = http(`http://${address}`);
  const node = createPublicClient({ chain: foundry, transport, pollingInterval: 20 });
  const wallets = Array.from({ length: 10 }, (_, i) => createWalletClient({ account: account(i), chain: foundry, transport }));

  const mined = async (hash) => {
    const receipt = await node.waitForTransactionReceipt({ hash });
    if (receipt.status !== 'success') throw new Error(`transaction ${hash} reverted`);
    return receipt;
  };
  return {
    node,
    stop: () => anvil.kill(),
    deploy: async (artifact, args = [], from = 0) => {
      const bytecode = artifact.bytecode.object ?? artifact.bytecode;
      const receipt = await mined(await wallets[from].deployContract({ abi: artifact.abi, bytecode: bytecode.startsWith('0x') ? bytecode : `0x${bytecode}`, args }));
      return { address: receipt.contractAddress, abi: artifact.abi };
    },
    /** Sends a call; answers the receipt, whose gasUsed is a number here. */
    send: async (contract, functionName, args, from = 0) => {
      // The limit is given, so that the figure does not hang on an estimate.
      const receipt = await mined(await wallets[from].writeContract({ ...contract, functionName, args, gas: 30_000_000n }));
      return { ...receipt, gas: Number(receipt.gasUsed) };
    },
  };
}
