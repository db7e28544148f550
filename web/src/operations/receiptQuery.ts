import { queryOptions } from '@tanstack/react-query'
import { askNode } from './askNode'

type Receipt = { gasUsed: string; effectiveGasPrice: string }

/** What a transaction cost, by its receipt. */
export function receiptQuery(rpc: string | undefined, hash: string | null) {
  return queryOptions({
    queryKey: ['operator', 'receipt', rpc, hash],
    queryFn: async ({ signal }) => {
      const receipt = await askNode<Receipt | null>(rpc ?? '', 'eth_getTransactionReceipt', [hash], signal)
      return receipt && { gasUsed: BigInt(receipt.gasUsed), gasPrice: BigInt(receipt.effectiveGasPrice) }
    },
    enabled: rpc !== undefined && hash !== null,
    staleTime: 60_000,
    retry: false,
  })
}
