import { useTranslation } from 'react-i18next'
import { changeLanguage, type Language, languages } from '../i18n/language'
import { useToast } from './useToast'

/** The function that switches the language, and says so where its words cannot be fetched. */
export function useLanguageChange() {
  const { t } = useTranslation()
  const toast = useToast()
  return async (language: Language) => {
    if (!(await changeLanguage(language)))
      toast(t('app.language.missing', { name: languages[language] }), 'bad')
  }
}
