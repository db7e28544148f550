/** The chain of the Sandbox: anvil’s own number, which no public chain has. */
export const developmentChain = 31337
