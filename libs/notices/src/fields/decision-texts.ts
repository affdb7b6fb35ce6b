/** What a meeting or an office may say about a case in public: results only, never why. */
export const DECISION_TEXTS = {
  'registration.proposed': { zh: '拟纳入建档立卡', en: 'proposed for registration' },
  'registration.decided': { zh: '同意纳入建档立卡', en: 'registered' },
  'removal.proposed': { zh: '拟退出建档立卡', en: 'proposed for removal' },
  'removal.decided': { zh: '同意退出建档立卡', en: 'removed' },
  'category-change.proposed': { zh: '拟调整农户类别', en: 'proposed for a change of category' },
  'category-change.decided': { zh: '同意调整农户类别', en: 'category changed' },
  'payment.proposed': { zh: '拟发放', en: 'payment proposed' },
  'payment.decided': { zh: '同意发放', en: 'payment decided' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type DecisionCode = keyof typeof DECISION_TEXTS;
