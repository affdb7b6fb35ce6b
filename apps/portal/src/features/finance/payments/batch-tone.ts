import type { BatchState } from '../../../api/finance/payments.js';
import type { Tone } from '../../../components/StatusTag.js';

export const toneOf = (state: BatchState): Tone =>
  state === 'settled' ? 'done' : state === 'cancelled' ? 'stopped' : state === 'draft' ? 'quiet' : 'waiting';
