import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

/** The page's words. English first; another language is one more file like `en.ts`. */
export function makeCatalogue(): i18n {
  const catalogue = i18next.createInstance();
  void catalogue.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  return catalogue;
}
