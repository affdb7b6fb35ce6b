import { argon2id } from 'hash-wasm';

/** About a second on a cheap phone; a thief's machine tries a few thousand PINs an hour, and first needs the phone's own key. */
const ARGON2 = { parallelism: 1, iterations: 3, memorySize: 32 * 1024, hashLength: 32 } as const;

export type DerivePinKey = (pin: string, salt: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;

export const derivePinKey: DerivePinKey = async (pin, salt) =>
  new Uint8Array(await argon2id({ ...ARGON2, password: pin.normalize('NFKC'), salt, outputType: 'binary' }));
