import { Table } from 'antd';
import { Link } from 'react-router';
import type { RuleCode, RuleResult, VerdictFilter, VerdictSummary } from '../../../api/identification/screening.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { tasksAddress } from './screening-filter.js';
import { screeningMessages } from './screening.messages.js';

type Row = VerdictSummary['rules'][number];

interface Props {
  readonly figures: VerdictSummary;
  readonly filter: VerdictFilter;
  readonly onChoose: (rule: RuleCode | undefined, result: RuleResult | undefined) => void;
}

/** Each number is a filter of the list below; what waits for a person leads to the tasks. */
export function RuleFigures({ figures, filter, onChoose }: Props) {
  const t = useMessages(screeningMessages);
  const language = useLanguage();
  const isPhone = useIsPhone();
  const may = useMay();
  const number = (row: Row, result: 'veto' | 'strict' | 'unknown') => {
    const isChosen = filter.rule === row.rule && filter.result === result;
    return row[result] === 0 ? (
      '0'
    ) : (
      <button
        type="button"
        className="link-button"
        aria-pressed={isChosen}
        aria-label={`${row.rule} ${t(result)} ${formatCount(row[result])}`}
        onClick={() => (isChosen ? onChoose(undefined, undefined) : onChoose(row.rule, result))}
      >
        {formatCount(row[result])}
      </button>
    );
  };
  const tasks = (row: Row) =>
    row.toConfirm === 0 ? (
      '0'
    ) : may('screening.confirm') ? (
      <Link
        to={tasksAddress({ kind: filter.kind, rule: row.rule, area: filter.area })}
        aria-label={t('tasksOf', { rule: row.rule, count: formatCount(row.toConfirm) })}
      >
        {formatCount(row.toConfirm)}
      </Link>
    ) : (
      formatCount(row.toConfirm)
    );
  return (
    <section className="panel" aria-label={t('rules')}>
      <h2>{t('rules')}</h2>
      {isPhone ? (
        <ul className="plain-list divided">
          {figures.rules.map((row) => (
            <li key={row.rule}>
              {row.rule} {row.title[language]}
              <p>
                {row.rule.startsWith('V') ? (
                  <>
                    {t('veto')} {number(row, 'veto')} ·{' '}
                  </>
                ) : (
                  <>
                    {t('strict')} {number(row, 'strict')} ·{' '}
                  </>
                )}
                {t('unknown')} {number(row, 'unknown')} · {t('toConfirm')} {tasks(row)}
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <Table<Row>
          size="small"
          pagination={false}
          rowKey="rule"
          dataSource={[...figures.rules]}
          rowClassName={(row) => (row.rule === filter.rule ? 'rule-chosen' : '')}
          columns={[
            { title: t('rule'), render: (_: unknown, row) => `${row.rule} ${row.title[language]}` },
            {
              title: t('veto'),
              width: 90,
              align: 'right',
              render: (_: unknown, row) => (row.rule.startsWith('V') ? number(row, 'veto') : '—'),
            },
            {
              title: t('strict'),
              width: 90,
              align: 'right',
              render: (_: unknown, row) => (row.rule.startsWith('R') ? number(row, 'strict') : '—'),
            },
            {
              title: t('toAnswer'),
              width: 130,
              align: 'right',
              render: (_: unknown, row) => (row.rule.startsWith('R') ? formatCount(row.toAnswer) : '—'),
            },
            { title: t('unknown'), width: 90, align: 'right', render: (_: unknown, row) => number(row, 'unknown') },
            { title: t('toConfirm'), width: 140, align: 'right', render: (_: unknown, row) => tasks(row) },
          ]}
        />
      )}
    </section>
  );
}
