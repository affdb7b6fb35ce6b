import { Upload } from 'tus-js-client';
import { get } from '../../api/request.js';
import { Problem } from '../../api/problem.js';

const base = '/api/identification/v1';
/** Small enough to be through before a weak signal is gone again. */
const PIECE_BYTES = 128 * 1024;

export interface PhotoToSend {
  readonly id: string;
  readonly villageCode: string;
  readonly content: Blob;
  readonly onProgress: (sent: number) => void;
}

export type SendPhoto = (photo: PhotoToSend) => Promise<'uploaded' | 'refused'>;

/** Goes on where it stopped: the id makes a second beginning the same upload. Throws when the line breaks. */
export const sendPhoto: SendPhoto = async (photo) => {
  const known = await get<{ state: string }>(`${base}/attachments/${photo.id}`).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined;
    throw error;
  });
  if (known?.state === 'ready') return 'uploaded';
  if (known?.state === 'refused') return 'refused';
  const sha256 = await hashOf(photo.content);
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(photo.content, {
      endpoint: `${base}/uploads`,
      chunkSize: PIECE_BYTES,
      metadata: { id: photo.id, filename: 'survey.jpg', place: photo.villageCode, sha256 },
      // repetition is the outbox's business, and nothing may lie in the clear in the browser's storage
      retryDelays: null,
      storeFingerprintForResuming: false,
      onProgress: photo.onProgress,
      onSuccess: () => resolve(),
      onError: reject,
    });
    upload.start();
  });
  return 'uploaded';
};

async function hashOf(content: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await content.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
