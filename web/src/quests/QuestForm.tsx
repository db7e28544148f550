import { Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../api/ApiProblem'
import type { NewQuest, Stats } from '../api/shapes'
import { ErrorNotice } from '../app/ErrorNotice'
import { Controls } from '../design/Controls'
import { Described } from '../design/Described'
import stack from '../design/Stack.module.css'
import { categories } from './boardSearch'
import { writeDue } from './dueTime'
import { lengthOf, normaliseLine, normaliseText, titleLength } from './normaliseText'
import { faultsOf, type QuestDraft, toRequest } from './QuestDraft'
import classes from './QuestForm.module.css'

type Props = {
  draft: QuestDraft
  onChange: (draft: QuestDraft) => void
  limits: Stats['limits']
  error: unknown
  onSubmit: (request: NewQuest) => void
  children: ReactNode
}

const serverFields: Partial<Record<keyof QuestDraft, keyof NewQuest>> = {
  xp: 'rewardXp',
  reputation: 'rewardReputation',
  due: 'dueAt',
}

/** The fields of a quest with live validation; the server's own word on a field stands beside it too. */
export function QuestForm({ draft, onChange, limits, error, onSubmit, children }: Props) {
  const { t } = useTranslation()
  const [touched, setTouched] = useState<Partial<Record<keyof QuestDraft, true>>>({})
  // A date of which only a part is typed is empty to the page, and must not be posted as none.
  const [halfDue, setHalfDue] = useState(false)
  const faults = faultsOf(draft, limits)
  const set = <Key extends keyof QuestDraft>(key: Key, value: QuestDraft[Key]) =>
    onChange({ ...draft, [key]: value })
  const refused = error instanceof ApiProblem ? error.fieldErrors : {}
  const faultOf = (key: keyof QuestDraft) => {
    const fault = faults[key]
    if (fault !== undefined && touched[key]) return t(fault.word, fault.facts)
    return refused[serverFields[key] ?? key]?.[0]
  }
  const field = (key: keyof QuestDraft) => ({
    error: faultOf(key),
    onBlur: () => setTouched((all) => ({ ...all, [key]: true })),
  })
  // Counted as the service does: after normalising, and a title by its bytes too.
  const counted = (key: 'title' | 'description' | 'exceptionalCriteria') =>
    t('quest.form.count', {
      count:
        key === 'title'
          ? titleLength(normaliseLine(draft.title))
          : lengthOf(normaliseText(draft[key]).trim()),
      max: limits[key].max,
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const dueField = (event.target as HTMLFormElement).querySelector<HTMLInputElement>('[name="due"]')
    const half = dueField?.validity.badInput ?? false
    setHalfDue(half)
    const wrong = Object.keys(faults) as (keyof QuestDraft)[]
    if (half) wrong.push('due')
    if (wrong.length === 0) return onSubmit(toRequest(draft))
    setTouched(Object.fromEntries(wrong.map((key) => [key, true])))
    document.querySelector<HTMLElement>(`[name="${wrong[0]}"]`)?.focus()
  }
  return (
    <Controls>
      <form className={stack.column} style={{ gap: 24 }} onSubmit={submit} noValidate>
        <TextInput
          name="title"
          dir="auto"
          size="md"
          required
          label={t('quest.form.title')}
          description={<Described count={counted('title')}>{t('quest.form.title.hint')}</Described>}
          value={draft.title}
          onChange={(event) => set('title', event.currentTarget.value)}
          {...field('title')}
        />
        <Textarea
          name="description"
          dir="auto"
          size="md"
          required
          autosize
          minRows={4}
          label={t('quest.form.description')}
          description={
            <Described count={counted('description')}>{t('quest.form.description.hint')}</Described>
          }
          value={draft.description}
          onChange={(event) => set('description', event.currentTarget.value)}
          {...field('description')}
        />
        <Textarea
          name="exceptionalCriteria"
          dir="auto"
          size="md"
          autosize
          minRows={2}
          label={t('quest.form.exceptional')}
          description={
            <Described count={counted('exceptionalCriteria')}>{t('quest.form.exceptional.hint')}</Described>
          }
          value={draft.exceptionalCriteria}
          onChange={(event) => set('exceptionalCriteria', event.currentTarget.value)}
          {...field('exceptionalCriteria')}
        />
        <div className={classes.pair}>
          <NativeSelect
            name="category"
            size="md"
            label={t('quest.form.category')}
            value={draft.category}
            onChange={(event) =>
              set('category', categories.find((word) => word === event.currentTarget.value) ?? 'general')
            }
            data={categories.map((category) => ({ value: category, label: t(`quest.category.${category}`) }))}
          />
          <TextInput
            name="due"
            type="datetime-local"
            size="md"
            label={t('quest.form.due')}
            min={writeDue(new Date())}
            max={writeDue(new Date(Date.parse(limits.dueBefore) - 60_000))}
            value={draft.due}
            onChange={(event) => {
              setHalfDue(event.currentTarget.validity.badInput)
              set('due', event.currentTarget.value)
            }}
            error={halfDue ? t('quest.form.due.unreadable') : faultOf('due')}
            onBlur={(event) => {
              setHalfDue(event.currentTarget.validity.badInput)
              setTouched((all) => ({ ...all, due: true }))
            }}
          />
          <NumberInput
            name="xp"
            size="md"
            label={t('quest.form.xp')}
            description={t('quest.form.range', limits.rewardXp)}
            value={draft.xp}
            allowDecimal={false}
            onChange={(value) => set('xp', value === '' ? '' : Number(value))}
            {...field('xp')}
          />
          <NumberInput
            name="reputation"
            size="md"
            label={t('quest.form.reputation')}
            description={t('quest.form.range', limits.rewardReputation)}
            value={draft.reputation}
            allowDecimal={false}
            onChange={(value) => set('reputation', value === '' ? '' : Number(value))}
            {...field('reputation')}
          />
          <NumberInput
            name="claimDays"
            size="md"
            label={t('quest.form.claim-days')}
            description={t('quest.form.claim-days.hint', limits.claimDaysRange)}
            value={draft.claimDays}
            allowDecimal={false}
            onChange={(value) => set('claimDays', value === '' ? '' : Number(value))}
            {...field('claimDays')}
          />
        </div>
        <TextInput
          name="tags"
          dir="auto"
          size="md"
          label={t('quest.form.tags')}
          description={t('quest.form.tags.hint', { max: limits.tags.max })}
          value={draft.tags}
          onChange={(event) => set('tags', event.currentTarget.value)}
          {...field('tags')}
        />
        <Checkbox
          size="md"
          label={t('quest.form.evidence')}
          checked={draft.evidenceRequired}
          onChange={(event) => set('evidenceRequired', event.currentTarget.checked)}
        />
        <Checkbox
          size="md"
          label={t('quest.form.private')}
          description={t('quest.form.private.hint')}
          checked={draft.private}
          onChange={(event) => set('private', event.currentTarget.checked)}
        />
        {error !== null && error !== undefined && <ErrorNotice error={error} />}
        {children}
      </form>
    </Controls>
  )
}
