import { useCallback, useEffect, useRef, useState } from 'react';
import { Upload, type DetailedError } from 'tus-js-client';
import { readAttachment, uploadsAddress, type Audience } from '../../api/department/attachments.js';
import { asProblem, Problem, problemOf, unreachable } from '../../api/problem.js';
import { currentLanguage } from '../../i18n/i18n.js';
import { useSession } from '../../session.js';
import { forgetUpload, uploadIdOf } from './remembered-uploads.js';

export type UploadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' | 'waiting'; readonly name: string; readonly share: number }
  | { readonly kind: 'checking'; readonly name: string }
  | { readonly kind: 'done'; readonly name: string; readonly id: string }
  /** What arrived is kept: it can go on. */
  | { readonly kind: 'interrupted'; readonly name: string; readonly share: number; readonly problem: Problem }
  | { readonly kind: 'refused'; readonly name: string; readonly problem: Problem };

export interface UploadTarget {
  readonly department: string;
  /** 12 digits of the village or place it is for. */
  readonly place: string;
  readonly audience?: Audience;
}

const RETRY_DELAYS = [1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000];
/** Below the megabyte that a proxy in front lets through without being told. */
const PIECE = 1_000_000;
const LOOK_EVERY_MS = 700;

/** Sends one file in pieces; a broken line is picked up where it was. Done only when the server has looked at the content. */
export function useUpload({ department, place, audience = 'area' }: UploadTarget, onUploaded: (attachmentId: string) => void) {
  const { account } = useSession();
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const running = useRef<{ upload: Upload; id: string; name: string } | undefined>(undefined);
  const leaving = useRef(new AbortController());
  const told = useRef(onUploaded);
  told.current = onUploaded;
  useEffect(() => {
    leaving.current = new AbortController();
    return () => {
      leaving.current.abort();
      void running.current?.upload.abort();
    };
  }, []);

  const send = useCallback(
    (file: File) => {
      const { name } = file;
      const { id, isKnown } = uploadIdOf(file, account.id);
      const { signal } = leaving.current;
      const address = uploadsAddress(department);
      let share = 0;
      const refused = (problem: Problem) => {
        forgetUpload(id);
        setState({ kind: 'refused', name, problem });
      };
      const upload = new Upload(file, {
        endpoint: address,
        ...(isKnown ? { uploadUrl: `${address}/${id}` } : {}),
        metadata: { id, filename: name, place, audience },
        headers: { 'Accept-Language': currentLanguage() },
        chunkSize: PIECE,
        retryDelays: RETRY_DELAYS,
        storeFingerprintForResuming: false,
        onProgress: (sent, total) => {
          share = total > 0 ? sent / total : 0;
          setState({ kind: 'sending', name, share });
        },
        onShouldRetry: (error) => {
          if (!isInterruption(error)) return false;
          setState({ kind: 'waiting', name, share });
          return true;
        },
        onError: (error) => {
          void problemOfUpload(error).then((problem) => {
            if (signal.aborted) return;
            if (isInterruption(error)) setState({ kind: 'interrupted', name, share, problem });
            else refused(problem);
          });
        },
        onSuccess: () => {
          setState({ kind: 'checking', name });
          checked(department, id, signal).then(
            (problem) => {
              if (problem) return refused(problem);
              forgetUpload(id);
              setState({ kind: 'done', name, id });
              told.current(id);
            },
            (error: unknown) => {
              if (!signal.aborted) setState({ kind: 'interrupted', name, share: 1, problem: asProblem(error) });
            },
          );
        },
      });
      running.current = { upload, id, name };
      setState({ kind: 'sending', name, share: 0 });
      upload.start();
    },
    [department, place, audience, account.id],
  );

  /** Goes on where an interrupted upload stands. */
  const resume = useCallback(() => {
    const { upload, name } = running.current ?? {};
    if (!upload || !name) return;
    setState((before) => ({ kind: 'sending', name, share: 'share' in before ? before.share : 0 }));
    upload.start();
  }, []);

  const giveUp = useCallback(() => {
    const { upload, id } = running.current ?? {};
    if (upload && id) {
      forgetUpload(id);
      // the server forgets what nobody continues in any case
      void upload.abort(true).catch(() => undefined);
    }
    running.current = undefined;
    setState({ kind: 'idle' });
  }, []);

  return { state, send, resume, giveUp };
}

/** Nobody decided anything about the file: the line broke, the server restarts, somebody else holds the upload for a moment. */
function isInterruption(error: Error | DetailedError): boolean {
  const status = statusOf(error);
  return status === 0 || status >= 500 || status === 401 || status === 409 || status === 423 || status === 429 || isAborted(error);
}

const statusOf = (error: Error | DetailedError): number => ('originalResponse' in error ? (error.originalResponse?.getStatus() ?? 0) : 0);

function isAborted(error: Error | DetailedError): boolean {
  return 'originalResponse' in error && Boolean(error.originalResponse?.getBody().includes('evidence.upload-interrupted'));
}

/** Asks until the content was looked at; undefined: it is fit to be used. */
async function checked(department: string, id: string, signal: AbortSignal): Promise<Problem | undefined> {
  for (;;) {
    const { state, problem } = await readAttachment(department, id, signal);
    if (state === 'ready') return undefined;
    if (state === 'refused' && problem) return new Problem(422, problem);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    signal.throwIfAborted();
  }
}

async function problemOfUpload(error: Error | DetailedError): Promise<Problem> {
  const status = statusOf(error);
  if (status === 0 || !('originalResponse' in error) || !error.originalResponse) return unreachable();
  const body = error.originalResponse.getBody();
  const type = error.originalResponse.getHeader('Content-Type') ?? '';
  return problemOf({ status, headers: new Headers({ 'content-type': type }), json: () => Promise.resolve(JSON.parse(body)) } as Response);
}
