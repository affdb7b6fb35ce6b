import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { decideRound, previewRound, type SubsidyRound } from '../../../api/finance/subsidies.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { RoundLeftOut } from './RoundLeftOut.js';
import { roundMessages } from './round.messages.js';
import { subsidiesPlace, subsidyPlace } from './subsidy-places.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';
import { useSchemes, useSubsidyChanged } from './useSubsidies.js';

/** Everything that waits, worked out together; each cut with the limit that made it, before anything is decided. */
export function RoundPage() {
  const t = useMessages(roundMessages);
  const language = useLanguage();
  const schemes = useSchemes();
  const [chosen, setChosen] = useState<string>();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<Link to={subsidiesPlace}>{t('back')}</Link>} />
      <Answer query={schemes}>
        {({ items }) => {
          const code = chosen ?? items[0]?.code;
          return (
            <>
              {items.length > 1 ? (
                <Select
                  className="fit"
                  aria-label={t('scheme')}
                  value={code ?? null}
                  options={items.map((one) => ({ value: one.code, label: language === 'zh' ? one.nameZh : one.nameEn }))}
                  onChange={(next: string) => setChosen(next)}
                />
              ) : null}
              {code ? <Round key={code} schemeCode={code} /> : <Nothing />}
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Nothing() {
  const t = useMessages(roundMessages);
  return (
    <div className="panel">
      <EmptyState title={t('nothing')}>{t('nothingNext')}</EmptyState>
    </div>
  );
}

function Round({ schemeCode }: { readonly schemeCode: string }) {
  const t = useMessages(roundMessages);
  const words = useMessages(subsidyWordMessages);
  const { message } = App.useApp();
  const changed = useSubsidyChanged();
  const [asking, setAsking] = useState(false);
  const query = useQuery({ queryKey: ['subsidies', 'round', schemeCode], queryFn: () => previewRound(schemeCode), gcTime: 0 });
  const decide = useCommand(
    (ids: readonly string[], key) => decideRound(schemeCode, ids, key),
    ({ number, granted, amountFen, leftOut }) => {
      setAsking(false);
      void message.success(t('done', { number, granted, amount: formatYuan(amountFen) }));
      if (leftOut.length > 0) void message.warning(t('leftOutMeanwhile', { count: formatCount(leftOut.length) }));
      changed();
    },
  );
  return (
    <Answer query={query}>
      {(round) =>
        round.items.length === 0 ? (
          <>
            <Nothing />
            <RoundLeftOut items={round.leftOut} />
          </>
        ) : (
          <>
            <Sums round={round} />
            <List round={round} />
            <RoundLeftOut items={round.leftOut} />
            <Button type="primary" className="fit" onClick={() => setAsking(true)}>
              {t('decide', { number: round.number })}
            </Button>
            <Modal
              open={asking}
              title={t('decide', { number: round.number })}
              okText={t('decide', { number: round.number })}
              cancelText={t('cancel')}
              confirmLoading={decide.isPending}
              onOk={() => decide.run(round.items.map(({ applicationId }) => applicationId))}
              onCancel={() => setAsking(false)}
            >
              <div className="stack">
                <p>
                  {t('granted')} {t('count', { count: round.granted })}，{words('yuan', { amount: formatYuan(round.amountFen) })}
                </p>
                <p>{t('sure')}</p>
                {decide.problem ? <ProblemView error={decide.problem} /> : null}
              </div>
            </Modal>
          </>
        )
      }
    </Answer>
  );
}

function Sums({ round }: { readonly round: SubsidyRound }) {
  const t = useMessages(roundMessages);
  const words = useMessages(subsidyWordMessages);
  const yuan = (fen: number) => words('yuan', { amount: formatYuan(fen) });
  return (
    <section className="panel" aria-label={t('amount')}>
      <Facts
        items={[
          { label: t('households'), value: formatCount(round.households) },
          { label: t('granted'), value: t('count', { count: formatCount(round.granted) }) },
          { label: t('refused'), value: t('count', { count: formatCount(round.refused) }) },
          { label: t('computed'), value: yuan(round.computedFen) },
          { label: t('cut'), value: yuan(round.computedFen - round.amountFen - round.waitsFen) },
          ...(round.waiting > 0
            ? [{ label: t('waiting'), value: t('waits', { count: formatCount(round.waiting), amount: formatYuan(round.waitsFen) }) }]
            : []),
          { label: t('amount'), value: <strong>{yuan(round.amountFen)}</strong> },
        ]}
      />
      {round.byCut.length > 0 ? (
        <>
          <h3 style={{ marginTop: 12 }}>{t('byCut')}</h3>
          <ul className="plain-list">
            {round.byCut.map(({ by, applications, amountFen }) => (
              <li key={by}>
                {words(`cut_${by}` as 'cut_batchCap')}：{t('count', { count: applications })}，{yuan(amountFen)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function List({ round }: { readonly round: SubsidyRound }) {
  const t = useMessages(roundMessages);
  const isPhone = useIsPhone();
  return (
    <section className="panel" aria-label={t('list')}>
      <h2>{t('list')}</h2>
      {isPhone ? <Cards round={round} /> : <ListTable round={round} />}
    </section>
  );
}

function ListTable({ round }: { readonly round: SubsidyRound }) {
  const t = useMessages(roundMessages);
  const language = useLanguage();
  return (
    <div style={{ overflowX: 'auto' }} role="region" aria-label={t('list')} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            {(['household', 'item', 'calculation', 'reasons', 'amount'] as const).map((key) => (
              <th key={key} scope="col" className={key === 'amount' ? 'number' : undefined}>
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {round.items.map((item) => (
            <tr key={item.applicationId}>
              <td>
                <Link to={subsidyPlace(item.applicationId)}>{item.headName}</Link>
              </td>
              <td>{item.productZh}</td>
              <td>{item.explanation[language]}</td>
              <td>
                {item.cuts.length + item.warnings.length === 0 ? '—' : null}
                {item.cuts.map((cut) => (
                  <p key={cut.by}>{cut[language]}</p>
                ))}
                {item.warnings.map((warning) => (
                  <p key={warning.en}>{warning[language]}</p>
                ))}
              </td>
              <td className="number">{formatYuan(item.amountFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ round }: { readonly round: SubsidyRound }) {
  const words = useMessages(subsidyWordMessages);
  const language = useLanguage();
  return (
    <ul className="plain-list divided">
      {round.items.map((item) => (
        <li key={item.applicationId}>
          <p className="row" style={{ justifyContent: 'space-between' }}>
            <Link to={subsidyPlace(item.applicationId)}>{item.headName}</Link>
            <strong>{words('yuan', { amount: formatYuan(item.amountFen) })}</strong>
          </p>
          <p>
            {item.productZh} · {item.explanation[language]}
          </p>
          {item.cuts.map((cut) => (
            <p key={cut.by} className="soft">
              {cut[language]}
            </p>
          ))}
          {item.warnings.map((warning) => (
            <p key={warning.en} className="soft">
              {warning[language]}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
