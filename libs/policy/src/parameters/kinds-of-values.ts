import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';

export const days = z.int().min(0).max(3650);
export const years = z.int().min(0).max(150);
export const ageRange = z
  .strictObject({ min: years, max: years })
  .refine(({ min, max }) => min <= max, { message: 'min must not exceed max' });
export const positiveFen = Fen.refine((fen) => fen >= 0, { message: 'must not be negative' });
