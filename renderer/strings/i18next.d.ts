import type { en } from './en.ts';

declare module 'i18next' {
  // Module augmentation needs an interface: this is how i18next takes the catalogue's type.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}
