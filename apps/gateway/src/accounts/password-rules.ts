import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { COMMON_STEMS } from './common-passwords.js';
import { isPassword } from './password-hash.js';

const SHORTEST = 10;
const LONG = 14;
const LONGEST = 128;

const problem = (code: string, zh: string, en: string): RefusalProblem => ({ pointer: '/password', code, zh, en });

/** Everything that is wrong with a new password; empty when it is good. */
export function weaknessesOf(password: string, userName: string): RefusalProblem[] {
  const text = password.normalize('NFKC');
  const found: RefusalProblem[] = [];
  if (text.length < SHORTEST) found.push(problem('too-short', `至少需要 ${SHORTEST} 个字符`, `At least ${SHORTEST} characters`));
  if (text.length > LONGEST) found.push(problem('too-long', `最多 ${LONGEST} 个字符`, `At most ${LONGEST} characters`));
  if (text.length < LONG && classesOf(text) < 3)
    found.push(
      problem(
        'too-simple',
        `少于 ${LONG} 个字符时，需含大写字母、小写字母、数字、符号中的三类`,
        `Below ${LONG} characters it needs three of: capitals, small letters, digits, signs`,
      ),
    );
  if (isCommon(text)) found.push(problem('too-common', '这是常见密码，容易被猜到', 'This is a common password and easily guessed'));
  if (text.toLowerCase().includes(userName.toLowerCase()))
    found.push(problem('holds-user-name', '密码不能包含用户名', 'The password must not contain the user name'));
  return found;
}

/** @param previous hashes of the last passwords, the present one included */
export async function wasUsed(password: string, previous: readonly string[]): Promise<boolean> {
  for (const hash of previous) if (await isPassword(password, hash)) return true;
  return false;
}

export const usedBefore = (): RefusalProblem =>
  problem('used-before', '不能使用最近五次用过的密码', 'It is one of the last five passwords');

const classesOf = (text: string): number => [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(text)).length;

const UNDISGUISED: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', '1': 'l', '3': 'e', $: 's', '!': 'i' };

function isCommon(text: string): boolean {
  const lower = text.toLowerCase();
  if (new Set(lower).size <= 4) return true;
  if (isRun(lower)) return true;
  const stem = lower.replace(/[^\p{L}]+$/u, '').replace(/^[^\p{L}@$]+/u, '');
  const plain = [...stem].map((letter) => UNDISGUISED[letter] ?? letter).join('');
  return COMMON_STEMS.has(stem) || COMMON_STEMS.has(plain);
}

/** 1234567890, 9876543210, abcdefghij. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((letter, i) => letter.charCodeAt(0) - text.charCodeAt(i));
  return steps.filter((step) => step === 1 || step === -1 || step === -9 || step === 9).length >= text.length - 2;
}
