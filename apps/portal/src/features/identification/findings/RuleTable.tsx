import { Table } from 'antd';
import type { RuleSummary } from '../../../api/identification/findings.js';
import { formatCount } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { findingMessages } from './findings.messages.js';

interface Props {
  readonly rules: readonly RuleSummary[];
  readonly chosen: string | undefined;
  readonly onChoose: (rule: string | undefined) => void;
}

export function RuleTable({ rules, chosen, onChoose }: Props) {
  const t = useMessages(findingMessages);
  const language = useLanguage();
  return (
    <Table<RuleSummary>
      size="small"
      pagination={false}
      rowKey="rule"
      dataSource={[...rules]}
      rowClassName={(row) => (row.rule === chosen ? 'rule-chosen' : '')}
      columns={[
        { title: t('rule'), dataIndex: 'rule', width: 64 },
        {
          title: t('what'),
          render: (_: unknown, row) => (
            <>
              {row[language]}
              {row.checked ? null : (
                <div className="soft">{row.needs ? t('notChecked', { needs: row.needs[language] }) : t('notCheckedPlain')}</div>
              )}
            </>
          ),
        },
        {
          title: t('count'),
          width: 96,
          align: 'right',
          render: (_: unknown, row) =>
            row.checked && row.count > 0 ? (
              <button
                type="button"
                className="link-button"
                aria-pressed={row.rule === chosen}
                aria-label={`${row.rule} ${formatCount(row.count)}`}
                onClick={() => onChoose(row.rule === chosen ? undefined : row.rule)}
              >
                {formatCount(row.count)}
              </button>
            ) : row.checked ? (
              '0'
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}
