import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ExplorerLink } from '../anchoring/ExplorerLink'
import { Facts } from '../design/Facts'
import type { Proof } from './Proof'

type Props = { proof: Proof; explorer: string | undefined }

/** Where the proof says it is anchored. */
export function AnchorFacts({ proof, explorer }: Props) {
  const { t } = useTranslation()
  const { merkle, anchor, domain, leaf } = proof
  return (
    <Facts
      facts={[
        {
          term: t('proof.batch'),
          detail: (
            <Link to="/batches/$batch" params={{ batch: merkle.root }}>
              {merkle.batchId}
            </Link>
          ),
        },
        { term: t('proof.root'), detail: <code>{merkle.root}</code> },
        { term: t('proof.leaf'), detail: <code>{leaf.hash}</code> },
        { term: t('proof.chain'), detail: domain.chainId },
        { term: t('proof.registry'), detail: <code>{domain.verifyingContract}</code> },
        {
          term: t('proof.transaction'),
          detail: (
            <ExplorerLink
              explorer={explorer}
              path={`tx/${anchor.transactionHash}`}
              text={anchor.transactionHash}
            />
          ),
        },
        {
          term: t('proof.block'),
          detail: (
            <ExplorerLink
              explorer={explorer}
              path={`block/${anchor.blockNumber}`}
              text={String(anchor.blockNumber)}
            />
          ),
        },
      ]}
    />
  )
}
