import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { listSurveyDeciders } from '../../../api/gateway/survey-deciders.js';
import { useMessages } from '../../../i18n/messages.js';
import { usePost } from './post-words.js';
import { surveyDeciderMessages } from './survey-deciders.messages.js';

export const useColleagues = (area: string | undefined, enabled = true) =>
  useQuery({
    queryKey: ['survey-deciders', area],
    queryFn: ({ signal }) => listSurveyDeciders(area ?? '', signal),
    enabled: enabled && area !== undefined,
  });

interface Props {
  readonly area: string | undefined;
  /** Who holds a place already. */
  readonly taken?: readonly string[];
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (id: string) => void;
}

/** One of the office by name and post; who has left is not offered. */
export function DeciderSelect({ area, taken = [], ...field }: Props) {
  const t = useMessages(surveyDeciderMessages);
  const post = usePost();
  const colleagues = useColleagues(area);
  const items = colleagues.data?.items.filter(({ enabled, id }) => enabled && !taken.includes(id)) ?? [];
  return (
    <Select
      {...field}
      showSearch={{ optionFilterProp: 'label' }}
      disabled={!area}
      loading={colleagues.isFetching}
      placeholder={area ? t('choose') : t('chooseArea')}
      notFoundContent={t('noneToChoose')}
      options={items.map((one) => ({
        value: one.id,
        label: t('person', { name: one.name, post: post({ role: one.roles[0], area: one.area }) }),
      }))}
    />
  );
}
