import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchText } from '../app/useSearchText'
import { Button } from '../design/Button'
import { PlainButton } from '../design/PlainButton'
import classes from './BoardFilter.module.css'
import { BoardSelect } from './BoardSelect'
import { type BoardSearch, categories, questSorts } from './boardSearch'

type Props = { filter: BoardSearch; signedIn: boolean; onChange: (filter: BoardSearch) => void }

const states = ['OPEN', 'CLAIMED', 'SUBMITTED', 'COMPLETE', 'any'] as const

/** Search, state, category and order. Every change goes to the address, so that a filter can be shared. */
export function BoardFilter({ filter, signedIn, onChange }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useSearchText(filter.search, (search) => onChange({ ...filter, search }))
  const shown = filter.status ?? 'OPEN'
  const [unfolded, setUnfolded] = useState(false)
  const set = [filter.category, filter.sort].filter((choice) => choice !== undefined).length
  return (
    <search className={classes.filter}>
      <div className={classes.fields}>
        <div className={classes.search}>
          <IconSearch size={19} aria-hidden="true" />
          <input
            className={classes.input}
            type="search"
            aria-label={t('board.search')}
            placeholder={t('board.search.hint')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <Button
          className={classes.toggle}
          variant="default"
          size="md"
          leftSection={<IconAdjustmentsHorizontal size={19} aria-hidden="true" />}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {set > 0 ? t('board.filter.set', { count: set }) : t('board.filter')}
        </Button>
        <BoardSelect
          label={t('board.category')}
          unfolded={unfolded}
          value={filter.category ?? ''}
          onChoose={(value) => onChange({ ...filter, category: categories.find((word) => word === value) })}
          options={[
            ['', t('board.category.all')],
            ...categories.map((category) => [category, t(`quest.category.${category}`)] as const),
          ]}
        />
        <BoardSelect
          label={t('board.sort')}
          unfolded={unfolded}
          value={filter.sort ?? 'newest'}
          onChoose={(value) => onChange({ ...filter, sort: questSorts.find((word) => word === value) })}
          options={questSorts.map((sort) => [sort, t(`board.sort.${sort}`)] as const)}
        />
      </div>
      <div className={classes.chips}>
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('board.status')}</legend>
          {states.map((status) => (
            <PlainButton
              key={status}
              className={classes.chip}
              aria-pressed={shown === status}
              onClick={() => onChange({ ...filter, status: status === 'OPEN' ? undefined : status })}
            >
              {status === 'any' ? t('board.status.any') : t(`quest.status.${status}`)}
            </PlainButton>
          ))}
        </fieldset>
        {signedIn && (
          <fieldset className={classes.group}>
            <legend className={classes.legend}>{t('board.mine')}</legend>
            {(['creator', 'performer'] as const).map((role) => (
              <PlainButton
                key={role}
                className={classes.chip}
                aria-pressed={filter.mine === role}
                onClick={() => onChange({ ...filter, mine: filter.mine === role ? undefined : role })}
              >
                {t(`board.mine.${role}`)}
              </PlainButton>
            ))}
          </fieldset>
        )}
        {filter.tag !== undefined && (
          <PlainButton
            className={classes.chip}
            aria-pressed
            onClick={() => onChange({ ...filter, tag: undefined })}
          >
            {t('board.tag', { tag: filter.tag })} <IconX size={15} aria-hidden="true" />
          </PlainButton>
        )}
      </div>
    </search>
  )
}
