import { command, get, getFile } from '../request.js';

export interface Attachment {
  readonly id: string;
  readonly state: 'receiving' | 'checking' | 'refused' | 'ready' | 'retracted';
  readonly fileName: string;
  readonly bytes: number;
  readonly receivedBytes: number;
  readonly contentType: string | null;
  readonly capturedOn: string | null;
  readonly uploadedBy: { readonly id: string; readonly name: string };
  readonly uploadedAt: string;
  readonly retraction: { readonly at: string; readonly by: { readonly name: string }; readonly reason: string } | null;
  readonly problem: { readonly code: string; readonly title: string; readonly detail: string; readonly next: string } | null;
}

/** Who may read it: everybody of the area, only above the village, only who confirms sensitive facts. */
export type Audience = 'area' | 'aboveVillage' | 'confirmers';

const base = (department: string) => `/api/${department}/v1`;

export const uploadsAddress = (department: string) => `${base(department)}/uploads`;

export const readAttachment = (department: string, id: string, signal?: AbortSignal) =>
  get<Attachment>(`${base(department)}/attachments/${id}`, {}, signal);

export const readAttachmentContent = (department: string, id: string) => getFile(`${base(department)}/attachments/${id}/content`);

export const retractAttachment = (department: string, id: string, reason: string, idempotencyKey: string) =>
  command<Attachment>('POST', `${base(department)}/attachments/${id}/retract`, { body: { reason }, idempotencyKey });
