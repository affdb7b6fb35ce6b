/** The values that can be searched by equality although they are stored encrypted. */
export type IndexedValue = 'idNumber' | 'bankAccount' | 'phone';

const compact = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Dash_Punctuation}·.]/gu, '');

/** Capitals of some letters come apart: composed again, so that normalising twice changes nothing. */
const upperCase = (text: string): string => compact(text.toUpperCase());

/**
 * One spelling for what people type in several: full-width digits, blanks and dashes, a small x, a country code before a phone.
 * Whether the value is valid is not decided here.
 */
export function normalise(kind: IndexedValue, text: string): string {
  switch (kind) {
    case 'idNumber':
      return upperCase(compact(text));
    case 'bankAccount':
      return upperCase(compact(text));
    case 'phone':
      return compact(text)
        .replace(/[()]/g, '')
        .replace(/^(?:\+86|0086)/, '');
  }
}
