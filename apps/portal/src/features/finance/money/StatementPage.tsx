import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { compareStatement, statementTemplate, statementTitles, type StatementComparison } from '../../../api/finance/bank-statements.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { FileButton } from '../../../components/FileButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { statementMessages } from './statement.messages.js';
import '../../../components/filter-row.css';

/** The bank's statement of the county's own account beside the ledger: what agrees, and what is on one side only. */
export function StatementPage() {
  const t = useMessages(statementMessages);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [found, setFound] = useState<StatementComparison>();
  const compare = useCommand((file: File, key) => compareStatement({ from: from ?? '', to: to ?? '' }, file, key), setFound);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel stack no-print" aria-label={t('choose')}>
        <div className="filter-row">
          <label>
            <span className="soft">{t('from')}</span>
            <DateField aria-label={t('from')} value={from} onChange={setFrom} />
          </label>
          <label>
            <span className="soft">{t('to')}</span>
            <DateField aria-label={t('to')} value={to} onChange={setTo} />
          </label>
        </div>
        <p className="soft">{t('hint', statementTitles)}</p>
        <div className="row">
          <FileButton
            text={t('choose')}
            accept=".csv,.xlsx,text/csv"
            isMain
            isDisabled={!from || !to}
            isBusy={compare.isPending}
            onChosen={(file) => {
              setFound(undefined);
              compare.run(file);
            }}
          />
          <Button href={statementTemplate}>{t('template')}</Button>
        </div>
        {compare.problem ? <ProblemView error={compare.problem} /> : null}
      </section>
      {found ? <Found found={found} /> : null}
    </>
  );
}

function Found({ found }: { readonly found: StatementComparison }) {
  const t = useMessages(statementMessages);
  const { bank, book, atBankOnly, inBookOnly, matched } = found;
  const words = (side: 'bank' | 'book', { why, otherDay }: { why: string; otherDay: string | null }): string =>
    t(`${side}_${why}` as 'bank_otherDay', { day: otherDay ?? '' });
  return (
    <>
      <p role="status">
        {t('sums', {
          ...{ lines: formatCount(bank.lines), bankIn: formatYuan(bank.inFen), bankOut: formatYuan(bank.outFen) },
          ...{ entries: formatCount(book.entries), bookIn: formatYuan(book.inFen), bookOut: formatYuan(book.outFen) },
          ...{ opening: formatYuan(found.openingFen), closing: formatYuan(found.closingFen) },
        })}{' '}
        {found.atBankOnlyCount + found.inBookOnlyCount === 0 ? <strong>{t('allMatched')}</strong> : null}{' '}
        {found.takenBackCount > 0 ? t('takenBack', { count: formatCount(found.takenBackCount) }) : null}
      </p>
      <Side title={t('atBankOnly', { count: formatCount(found.atBankOnlyCount) })} all={found.atBankOnlyCount} shown={atBankOnly.length}>
        {atBankOnly.map((one) => (
          <Item key={one.line} fen={one.amountFen} head={[t('line', { line: one.line }), one.on, one.reference, one.remark]}>
            {words('bank', one)}
          </Item>
        ))}
      </Side>
      <Side title={t('inBookOnly', { count: formatCount(found.inBookOnlyCount) })} all={found.inBookOnlyCount} shown={inBookOnly.length}>
        {inBookOnly.map((one) => (
          <Item key={one.entryId} fen={one.amountFen} head={[t('entry', { number: one.number }), one.on, one.text]}>
            {words('book', one)}
          </Item>
        ))}
      </Side>
      <Side title={t('matched', { count: formatCount(found.matchedCount) })} all={found.matchedCount} shown={matched.length}>
        {matched.map(({ by, line, entries, count }) => {
          const [first] = entries;
          const isOtherDay = first && count === 1 && first.on !== line.on;
          return (
            <Item
              key={line.line}
              fen={line.amountFen}
              head={[
                t('line', { line: line.line }),
                line.on,
                count === 1 ? t('entry', { number: first?.number ?? 0 }) : t('entries', { count }),
              ]}
            >
              {t(`by_${by}`)}
              {isOtherDay ? ` · ${t('otherDays', { bank: line.on, book: first.on })}` : ''}
            </Item>
          );
        })}
      </Side>
    </>
  );
}

interface SideProps {
  readonly title: string;
  readonly all: number;
  readonly shown: number;
  readonly children: readonly ReactNode[];
}
function Side({ title, all, shown, children }: SideProps) {
  const t = useMessages(statementMessages);
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      {all === 0 ? <p className="soft">{t('noneHere')}</p> : <ul className="plain-list divided">{children}</ul>}
      {shown < all ? <p className="soft">{t('more', { shown: formatCount(shown) })}</p> : null}
    </section>
  );
}

function Item({ head, fen, children }: { readonly head: readonly string[]; readonly fen: number; readonly children: ReactNode }) {
  return (
    <li>
      <p className="row" style={{ justifyContent: 'space-between' }}>
        <span>{head.filter(Boolean).join(' · ')}</span>
        <strong className="nowrap">{formatYuan(fen)}</strong>
      </p>
      <p className="soft">{children}</p>
    </li>
  );
}
