import { Secret, TOTP } from 'otpauth';
import { toString as qrCode } from 'qrcode';

const PERIOD_SECONDS = 30;

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: '精准 Jingzhun', label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });

/** 160 random bits in base32, as authenticator apps take them. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/**
 * The time step a code belongs to, or undefined when it is wrong or not newer than the last one used: a code counts once.
 * One step before and after the present one is tolerated, for clocks that are a little off.
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number | null): number | undefined {
  const delta = totpOf(secret).validate({ token: code.replaceAll(/\s/g, ''), timestamp: now.getTime(), window: 1 });
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1_000 / PERIOD_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? undefined : step;
}

/** The code an authenticator app shows at this instant. */
export const codeAt = (secret: string, at: Date): string => totpOf(secret).generate({ timestamp: at.getTime() });

/** A picture an authenticator app can scan: inline SVG, nothing is loaded from elsewhere. */
export const totpPicture = (secret: string, userName: string): Promise<string> =>
  qrCode(totpOf(secret, userName).toString(), { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
