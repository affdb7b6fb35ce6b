import type { WorkItem } from '../../../api/identification/application-work.js';
import { takeSteps } from '../../../api/identification/application-steps.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { PostTogether } from '../../departments/postings/PostTogether.js';
import { postingMessages } from '../../departments/postings/postings.messages.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { casesToPost } from './own-cases.js';

/** One press posts what waits for the same notice in a village: a sheet for each place. */
export function CasesToPost({ items }: { readonly items: readonly WorkItem[] }) {
  const t = useMessages(postingMessages);
  const words = useMessages(caseWordMessages);
  const areaName = useAreaName();
  return (
    <>
      {casesToPost(items).map(({ step, village, cases }) => (
        <PostTogether
          key={`${step}${village}`}
          department="identification"
          title={t('postTogetherOf', { step: words(`step_${step}`), place: areaName(village) })}
          items={cases.map(({ id, version, headName, groupName, kind }) => ({
            ...{ id, version, name: headName },
            detail: [groupName ?? '', words(`kind_${kind}`)].filter(Boolean).join(' · '),
          }))}
          post={(chosen, key) => takeSteps({ step }, chosen, key)}
        />
      ))}
    </>
  );
}
