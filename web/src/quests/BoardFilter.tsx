import { Button, NativeSelect, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './BoardFilter.module.css'
import { type BoardSearch, categories, questSorts } from './boardSearch'

type Props = { filter: BoardSearch; signedIn: boolean; onChange: (filter: BoardSearch) => void }

const states = ['OPEN', 'CLAIMED', 'SUBMITTED', 'COMPLETE', 'any'] as const

/** Search, state, category and order. Every change goes to the address, so that a filter can be shared. */
export function BoardFilter({ filter, signedIn, onChange }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(filter.search ?? '')
  useEffect(() => setTyped(filter.search ?? ''), [filter.search])
  const search = useDebouncedCallback(
    (text: string) => onChange({ ...filter, search: text.trim() || undefined }),
    250,
  )
  const shown = filter.status ?? 'OPEN'
  const [unfolded, setUnfolded] = useState(false)
  const set = [filter.category, filter.sort].filter((choice) => choice !== undefined).length
  return (
    <search className={classes.filter}>
      <div className={classes.fields}>
        <TextInput
          className={classes.search}
          type="search"
          size="md"
          aria-label={t('board.search')}
          placeholder={t('board.search')}
          leftSection={<IconSearch size={19} aria-hidden="true" />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            search(event.currentTarget.value)
          }}
        />
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
        <NativeSelect
          className={classes.select}
          data-unfolded={unfolded || undefined}
          size="md"
          aria-label={t('board.category')}
          value={filter.category ?? ''}
          onChange={(event) =>
            onChange({ ...filter, category: categories.find((word) => word === event.currentTarget.value) })
          }
          data={[
            { value: '', label: t('board.category.all') },
            ...categories.map((category) => ({ value: category, label: t(`quest.category.${category}`) })),
          ]}
        />
        <NativeSelect
          className={classes.select}
          data-unfolded={unfolded || undefined}
          size="md"
          aria-label={t('board.sort')}
          value={filter.sort ?? 'newest'}
          onChange={(event) =>
            onChange({ ...filter, sort: questSorts.find((word) => word === event.currentTarget.value) })
          }
          data={questSorts.map((sort) => ({ value: sort, label: t(`board.sort.${sort}`) }))}
        />
      </div>
      <div className={classes.chips}>
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('board.status')}</legend>
          {states.map((status) => (
            <UnstyledButton
              key={status}
              className={classes.chip}
              aria-pressed={shown === status}
              onClick={() => onChange({ ...filter, status: status === 'OPEN' ? undefined : status })}
            >
              {status === 'any' ? t('board.status.any') : t(`quest.status.${status}`)}
            </UnstyledButton>
          ))}
        </fieldset>
        {signedIn && (
          <fieldset className={classes.group}>
            <legend className={classes.legend}>{t('board.mine')}</legend>
            {(['creator', 'performer'] as const).map((role) => (
              <UnstyledButton
                key={role}
                className={classes.chip}
                aria-pressed={filter.mine === role}
                onClick={() => onChange({ ...filter, mine: filter.mine === role ? undefined : role })}
              >
                {t(`board.mine.${role}`)}
              </UnstyledButton>
            ))}
          </fieldset>
        )}
        {filter.tag !== undefined && (
          <UnstyledButton
            className={classes.chip}
            aria-pressed
            onClick={() => onChange({ ...filter, tag: undefined })}
          >
            {t('board.tag', { tag: filter.tag })} <IconX size={15} aria-hidden="true" />
          </UnstyledButton>
        )}
      </div>
    </search>
  )
}
