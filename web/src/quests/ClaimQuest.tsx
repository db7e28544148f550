import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import { client } from '../api/client'
import { questOf } from '../api/questOf'
import type { Quest } from '../api/shapes'
import { statsQuery } from '../api/statsQuery'
import { ErrorNotice } from '../app/ErrorNotice'
import { useToast } from '../app/useToast'
import { Button } from '../design/Button'
import stack from '../design/Stack.module.css'
import { nameOf } from '../members/nameOf'
import { changedTerms } from './changedTerms'
import { intention } from './intention'
import { TermsChanged } from './TermsChanged'
import { useQuestMove } from './useQuestMove'

/**
 * Takes an open quest, and only on the terms that were read: a change that came while the page was open, or that the
 * service knows and this page does not (412), is shown first. One member wins, the others are told so.
 */
export function ClaimQuest({ quest }: { quest: Quest }) {
  const { t } = useTranslation()
  const toast = useToast()
  const signDays = useQuery(statsQuery).data?.limits.attestationDays ?? 30
  const [read, setRead] = useState(quest)
  const changes = changedTerms(read, quest)
  const claim = useQuestMove(
    quest.id,
    (shown: Quest) =>
      questOf(
        client.POST('/api/v1/quests/{id}/claim', {
          params: { path: { id: quest.id } },
          headers: shown.etag === undefined ? {} : { 'If-Match': shown.etag },
          body: {},
        }),
      ),
    () => toast(t('quest.action.claimed')),
    // The page then shows the quest as it is by now, without the button that this would stand under.
    (error) => {
      if (error instanceof ApiProblem && error.code === 'already-claimed') toast(t('problem.already-claimed'))
    },
  )
  const { mutate } = claim
  const begin = useRef(mutate)
  begin.current = mutate
  useEffect(() => {
    // Whoever pressed "Sign in to take it" has asked for this already, on the terms they read then.
    const wanted = intention.takeClaim(quest.id)
    if (wanted === undefined) return
    setRead(wanted)
    if (changedTerms(wanted, quest).length === 0) begin.current(wanted)
  }, [quest])
  return (
    <>
      {changes.length > 0 && <TermsChanged changes={changes} name={nameOf(quest.creator, quest.people)} />}
      <Button
        key={changes.length} // a press meant for the old terms does not reach the new ones
        size="md"
        loading={claim.isPending}
        onClick={() => {
          setRead(quest)
          claim.mutate(quest)
        }}
      >
        {t(changes.length > 0 ? 'quest.action.claim.changed' : 'quest.action.claim')}
      </Button>
      <p className={`${stack.soft} ${stack.small}`}>{t('quest.action.claim.hint', { days: signDays })}</p>
      {claim.isError && changes.length === 0 && <ErrorNotice error={claim.error} />}
    </>
  )
}
