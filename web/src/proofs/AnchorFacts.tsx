import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Facts } from '../design/Facts'
import type { Proof } from './Proof'

/** Where the proof says it is anchored. */
export function AnchorFacts({ proof }: { proof: Proof }) {
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
        { term: t('proof.transaction'), detail: <code>{anchor.transactionHash}</code> },
        { term: t('proof.block'), detail: anchor.blockNumber },
      ]}
    />
  )
}
