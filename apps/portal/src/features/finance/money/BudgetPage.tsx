import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { listBudgetYears, listFunds, readFund, type BudgetYear, type Fund } from '../../../api/finance/money.js';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { MoneyTable } from './MoneyTable.js';
import { moneyMessages } from './money.messages.js';

const yuan = (fen: number | null): string => (fen === null ? '—' : formatYuan(fen));

/** Where the money comes from, where it may be used, how much is promised and how much is paid. */
export function BudgetPage() {
  const t = useMessages(moneyMessages);
  const language = useLanguage();
  const [code, setCode] = useState<string>();
  const years = useQuery({ queryKey: ['budget-years'], queryFn: ({ signal }) => listBudgetYears(signal) });
  const funds = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal) });
  const rule = ({ isMet }: BudgetYear) => t(isMet === null ? 'unknown' : isMet ? 'met' : 'notMet');
  return (
    <>
      <PageHeader title={t('budgetTitle')} lead={t('budgetLead')} />
      <section className="panel" aria-label={t('years')}>
        <h2>{t('years')}</h2>
        <Answer query={years}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{t('noYears')}</p>
            ) : (
              <MoneyTable
                label={t('years')}
                headings={[t('year'), t('capacity'), t('newCapacity'), t('required'), t('provided'), t('rule')]}
                rows={items.map((year) => ({
                  key: String(year.year),
                  cells: [
                    String(year.year),
                    yuan(year.capacityFen),
                    yuan(year.newCapacityFen),
                    yuan(year.requiredFen),
                    yuan(year.providedFen),
                    rule(year),
                  ],
                }))}
              />
            )
          }
        </Answer>
      </section>
      <section className="panel" aria-label={t('funds')}>
        <h2>{t('funds')}</h2>
        <Answer query={funds}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{t('noFunds')}</p>
            ) : (
              <MoneyTable
                label={t('funds')}
                headings={[t('fund'), t('amount'), t('allotted'), t('committed'), t('spent'), t('allotments')]}
                rows={items.map((fund: Fund) => ({
                  key: fund.code,
                  cells: [
                    language === 'zh' ? fund.nameZh : fund.nameEn,
                    ...[fund.amountFen, fund.allottedFen, fund.committedFen, fund.spentFen].map(yuan),
                    <Button key="open" size="small" aria-pressed={code === fund.code} onClick={() => setCode(fund.code)}>
                      {t('open')}
                    </Button>,
                  ],
                }))}
              />
            )
          }
        </Answer>
      </section>
      {code ? <Allotments key={code} code={code} /> : null}
    </>
  );
}

function Allotments({ code }: { readonly code: string }) {
  const t = useMessages(moneyMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const query = useQuery({ queryKey: ['funds', code], queryFn: ({ signal }) => readFund(code, signal) });
  return (
    <section className="panel" aria-label={t('allotments')}>
      <Answer query={query}>
        {(fund) => (
          <>
            <h2>
              {t('allotments')} · {language === 'zh' ? fund.nameZh : fund.nameEn}
            </h2>
            {fund.allotments.length === 0 ? (
              <p className="soft">{t('noAllotments')}</p>
            ) : (
              <MoneyTable
                label={t('allotments')}
                headings={[t('area'), t('amount'), t('committed'), t('spent'), t('left')]}
                rows={fund.allotments.map((one) => ({
                  key: one.id,
                  cells: [areaName(one.area.padEnd(12, '0')), ...[one.amountFen, one.committedFen, one.spentFen, one.leftFen].map(yuan)],
                }))}
              />
            )}
          </>
        )}
      </Answer>
    </section>
  );
}
