import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { i18n } from './i18n.js';

export interface Messages<Key extends string> {
  readonly name: string;
  readonly zh: Readonly<Record<Key, string>>;
  readonly en: Readonly<Record<Key, string>>;
}

export type Values = Readonly<Record<string, string | number>>;
export type Say<Key extends string> = (key: Key, values?: Values) => string;

type Translate = (key: string, options: Record<string, unknown>) => string;

const plainKeys = { nsSeparator: false, keySeparator: false };

/** One set of texts of one screen. Chinese is written first; the type makes English have the same keys. */
export function defineMessages<Key extends string>(
  name: string,
  texts: { zh: Record<Key, string>; en: Record<NoInfer<Key>, string> },
): Messages<Key> {
  i18n.addResourceBundle('zh', name, texts.zh, false, true);
  i18n.addResourceBundle('en', name, texts.en, false, true);
  return { name, ...texts };
}

/** Texts of one screen in the language of the moment; `say('key', { count })`. */
export function useMessages<Key extends string>(messages: Messages<Key>): Say<Key> {
  const { t, i18n: current } = useTranslation(messages.name, { i18n });
  // `t` is a new function only when the language changes; its own types know none of our name spaces.
  return useCallback((key: Key, values?: Values) => (t as Translate)(key, { ...values, ...plainKeys }), [t, current.language]);
}

/** The same outside of components (API errors, downloads). */
export function say<Key extends string>(messages: Messages<Key>, key: Key, values?: Values): string {
  return (i18n.t as Translate)(key, { ...values, ...plainKeys, ns: messages.name });
}
