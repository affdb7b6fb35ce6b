import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** argon2id with 19 MiB, 2 passes (OWASP's first choice), as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...COST });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(nonce)}$${base64(tag)}`;
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const match = PHC.exec(stored);
  if (!match) return false;
  const [, memory, passes, parallelism, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const given = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(given, expected);
}

let nobody: Promise<string> | undefined;

/** Takes as long as checking a real one: the answer's time must not tell which user names exist. */
export async function isNobodysPassword(password: string): Promise<false> {
  nobody ??= hashPassword(randomBytes(16).toString('hex'));
  await isPassword(password, await nobody);
  return false;
}

// no 0/O, 1/l/I: the password is read out or copied from a screen
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Shown once, to be changed at the first sign-in: 16 characters, 92 bits. */
export function oneTimePassword(): string {
  const picked: string[] = [];
  while (picked.length < 16) {
    for (const byte of randomBytes(32)) {
      if (byte < 256 - (256 % LETTERS.length) && picked.length < 16) picked.push(LETTERS.charAt(byte % LETTERS.length));
    }
  }
  return `${picked.slice(0, 8).join('')}-${picked.slice(8).join('')}`;
}
