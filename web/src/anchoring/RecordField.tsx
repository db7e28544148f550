import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchText } from '../app/useSearchText'
import { Controls } from '../design/Controls'

type Props = { search: string | undefined; onChange: (search: string | undefined) => void }

/** One field for whatever somebody has of the record. What was typed goes to the address, so that a search can be shared. */
export function RecordField({ search, onChange }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useSearchText(search, onChange)
  return (
    <search>
      <Controls>
        <TextInput
          type="search"
          size="md"
          maxLength={200}
          label={t('record.search')}
          description={t('record.search.hint')}
          leftSection={<IconSearch size={19} aria-hidden="true" />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Controls>
    </search>
  )
}
