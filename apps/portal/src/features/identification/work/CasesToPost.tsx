import type { WorkItem } from '../../../api/identification/application-work.js';
import { takeSteps } from '../../../api/identification/application-steps.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { PostTogether } from '../../departments/postings/PostTogether.js';
import { postingMessages } from '../../departments/postings/postings.messages.js';
import { caseWordMessages } from '../cases/case-words.messages.js';

const POSTING = ['postGroupNotice', 'postVillageNotice', 'announce'] as const;

/** Cases of one village that wait for the same notice: one press posts them, a sheet for each place. A single case is posted on its page. */
export function CasesToPost({ items }: { readonly items: readonly WorkItem[] }) {
  const t = useMessages(postingMessages);
  const words = useMessages(caseWordMessages);
  const areaName = useAreaName();
  const groups = POSTING.flatMap((step) => {
    const waiting = items.filter((item) => item.step === step);
    return [...new Set(waiting.map(({ villageCode }) => villageCode))].map((village) => ({
      ...{ step, village },
      cases: waiting.filter(({ villageCode }) => villageCode === village),
    }));
  });
  return (
    <>
      {groups
        .filter(({ cases }) => cases.length > 1)
        .map(({ step, village, cases }) => (
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
