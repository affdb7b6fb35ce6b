import type { TaskKind } from './task.dto.js';

export const TASK_TITLES: Record<TaskKind, { zh: string; en: string }> = {
  'proof-first': { zh: '上传首日张贴照片', en: 'Hand in the photo of the first day' },
  'proof-last': { zh: '上传末日张贴照片', en: 'Hand in the photo of the last day' },
  close: { zh: '公示期满，办结公示', en: 'The period has passed: close the notice' },
  'answer-objection': { zh: '调查并答复异议', en: 'Investigate and answer the objection' },
};

/** Of a photo whose days are over: what the officer can still do. */
export const MISSED_TITLES: Partial<Record<TaskKind, { zh: string; en: string }>> = {
  'proof-first': {
    zh: '首日张贴照片已错过：没有当天照片的，撤下重贴',
    en: 'The photo of the first day was missed: without one, take down and post again',
  },
  'proof-last': {
    zh: '末日张贴照片已错过：没有当天照片的，撤下重贴',
    en: 'The photo of the last day was missed: without one, take down and post again',
  },
};
