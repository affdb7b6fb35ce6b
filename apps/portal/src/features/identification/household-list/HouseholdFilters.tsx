import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { Button, Select } from 'antd';
import type { HouseholdFilter, HouseholdSort } from '../../../api/identification/households.js';
import { codeOptions } from '../../../i18n/code-text.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { householdListMessages } from './household-list.messages.js';
import '../../../components/filter-row.css';

interface Props {
  readonly filter: HouseholdFilter;
  readonly onChange: (filter: HouseholdFilter) => void;
}

export function HouseholdFilters({ filter, onChange }: Props) {
  const t = useMessages(householdListMessages);
  const language = useLanguage();
  const set = (part: Partial<HouseholdFilter>) => onChange({ ...filter, ...part });
  const sorts: readonly HouseholdSort[] = ['village', 'number', 'members', 'income'];
  const isFiltered = Boolean(filter.area ?? filter.category ?? filter.status ?? filter.mainCause);
  return (
    <div className="filter-row no-print" role="search">
      <div className="filter-row-wide">
        <AreaCascader value={filter.area} onChange={(area) => set({ area })} />
      </div>
      <CodeSelect
        label={t('category')}
        value={filter.category}
        options={codeOptions(HouseholdCategories, language)}
        onChange={(category) => set({ category })}
      />
      <CodeSelect
        label={t('cause')}
        value={filter.mainCause}
        options={codeOptions(PovertyCauses, language)}
        onChange={(mainCause) => set({ mainCause })}
      />
      <CodeSelect
        label={t('status')}
        value={filter.status}
        options={codeOptions(HouseholdStatuses, language)}
        onChange={(status) => set({ status })}
      />
      <Select<HouseholdSort>
        aria-label={t('sort')}
        value={filter.sort ?? 'village'}
        options={sorts.map((sort) => ({ value: sort, label: t(`sort_${sort}`) }))}
        onChange={(sort) => set({ sort: sort === 'village' ? undefined : sort })}
        popupMatchSelectWidth={false}
      />
      {isFiltered ? (
        <Button type="link" onClick={() => onChange(filter.sort ? { sort: filter.sort } : {})}>
          {t('clear')}
        </Button>
      ) : null}
    </div>
  );
}

interface CodeSelectProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: { value: string; label: string }[];
  readonly onChange: (value: string | undefined) => void;
}

function CodeSelect({ label, value, options, onChange }: CodeSelectProps) {
  return (
    <Select<string>
      aria-label={label}
      allowClear
      placeholder={label}
      value={value ?? null}
      options={options}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      popupMatchSelectWidth={false}
      listHeight={420}
    />
  );
}
