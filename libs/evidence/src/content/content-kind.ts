/** What people may attach, in the words of the office. */
export const CONTENT_KINDS = ['picture', 'video', 'audio', 'document'] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

export const KIND_NAMES: Readonly<Record<ContentKind, { zh: string; en: string }>> = {
  picture: { zh: '照片（JPEG、PNG、WebP）', en: 'pictures (JPEG, PNG, WebP)' },
  video: { zh: '视频（MP4、MOV、3GP）', en: 'videos (MP4, MOV, 3GP)' },
  audio: { zh: '录音（M4A）', en: 'audio (M4A)' },
  document: { zh: 'PDF 文件', en: 'PDF documents' },
};

/** Types an attachment can have once it is stored, with the ending its file gets when it is handed out. */
export const CONTENT_TYPES = {
  'image/jpeg': { kind: 'picture', ending: 'jpg' },
  'image/png': { kind: 'picture', ending: 'png' },
  'image/webp': { kind: 'picture', ending: 'webp' },
  'video/mp4': { kind: 'video', ending: 'mp4' },
  'video/quicktime': { kind: 'video', ending: 'mov' },
  'video/3gpp': { kind: 'video', ending: '3gp' },
  'audio/mp4': { kind: 'audio', ending: 'm4a' },
  'application/pdf': { kind: 'document', ending: 'pdf' },
} as const satisfies Record<string, { kind: ContentKind; ending: string }>;
export type ContentType = keyof typeof CONTENT_TYPES;
