import { useQuery } from '@tanstack/react-query';
import { listSubsidiesToPost, takeSubsidySteps, type SubsidyRow } from '../../../api/finance/subsidies.js';
import { Answer } from '../../../components/Answer.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { PostTogether } from '../../departments/postings/PostTogether.js';
import { postingMessages } from '../../departments/postings/postings.messages.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { useQuantity } from './useSubsidies.js';

/** What waits for its notice, village by village: one press, one sheet. */
export function ToPost({ area }: { readonly area: string | undefined }) {
  const t = useMessages(postingMessages);
  const words = useMessages(subsidyWordMessages);
  const areaName = useAreaName();
  const quantity = useQuantity();
  const query = useQuery({
    queryKey: ['subsidies', 'to-post', area],
    queryFn: ({ signal }) => listSubsidiesToPost(area, signal),
  });
  const detailOf = ({ productZh, acceptedQuantity, quantity: asked, unit, amountFen }: SubsidyRow): string =>
    [productZh, quantity(acceptedQuantity ?? asked, unit), amountFen === null ? '' : words('yuan', { amount: formatYuan(amountFen) })]
      .filter(Boolean)
      .join(' · ');
  return (
    <Answer query={query} rows={3}>
      {({ items }) => (
        <>
          {[...new Set(items.map(({ villageCode }) => villageCode))].map((village) => (
            <PostTogether
              key={village}
              department="finance"
              title={t('postTogetherOf', { step: t('postTogether'), place: areaName(village) })}
              items={items
                .filter(({ villageCode }) => villageCode === village)
                .map((row) => ({ id: row.id, version: row.version, name: row.headName, detail: detailOf(row) }))}
              post={(cases, key) => takeSubsidySteps({ step: 'post', cases }, key)}
            />
          ))}
        </>
      )}
    </Answer>
  );
}
