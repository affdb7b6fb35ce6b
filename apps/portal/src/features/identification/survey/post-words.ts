import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { surveyDeciderMessages } from './survey-deciders.messages.js';

export interface Post {
  readonly role: string | null | undefined;
  readonly area: string | null;
}

/** An office, as a refusal names it too. */
export function usePost(): (post: Post) => string {
  const t = useMessages(surveyDeciderMessages);
  const areaName = useAreaName();
  return ({ role, area }) =>
    t('post', {
      area: area ? areaName(area) : '',
      role: role === 'county-officer' ? t('role_county-officer') : t('role_township-officer'),
    });
}
