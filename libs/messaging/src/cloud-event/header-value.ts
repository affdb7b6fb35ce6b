/**
 * Header values of the CloudEvents NATS binding (rules of the HTTP binding): space, quote, percent and everything outside
 * U+0021–U+007E travel percent-encoded as UTF-8; one round of decoding; text that is not UTF-8 is refused.
 */
const UNSAFE = /[^\u0021\u0023\u0024\u0026-\u007e]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @throws RangeError for text with half a surrogate pair, which no encoding can carry */
export function encodeHeaderValue(text: string): string {
  if (!UNSAFE.test(text)) return text;
  if (LONE_SURROGATE.test(text)) throw new RangeError('a header value must be well-formed Unicode');
  let encoded = '';
  for (const character of text) encoded += UNSAFE.test(character) ? percent(character) : character;
  return encoded;
}

const percent = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** @returns undefined when the value is not valid: a lone `%`, or bytes that are no UTF-8 such as `%C0%A0` */
export function decodeHeaderValue(value: string): string | undefined {
  const unquoted = value.startsWith('"') && /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
  if (!unquoted.includes('%')) return unquoted;
  try {
    return decodeURIComponent(unquoted);
  } catch {
    return undefined;
  }
}
