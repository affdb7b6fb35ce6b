import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { readOutside, type OutsideList } from '../../../api/finance/outside-lists.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { OverlapFindings } from '../overlaps/OverlapFindings.js';
import { useOverlaps } from '../overlaps/useOverlaps.js';
import { OutsideLines } from './OutsideLines.js';
import { outsideTone } from './OutsideListsPage.js';
import { outsideListPlace, outsideListsPlace } from './outside-places.js';
import { OutsideSteps } from './OutsideSteps.js';
import { outsideMessages } from './outside.messages.js';

/** One list: what was declared, what it means beside what finance pays, whose turn it is, every row. */
export function OutsideListPage() {
  const t = useMessages(outsideMessages);
  const client = useQueryClient();
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: ['outside-list', id], queryFn: ({ signal }) => readOutside(id, signal) });
  const changed = (list: OutsideList) => {
    client.setQueryData(['outside-list', id], list);
    for (const key of ['outside-lists', 'outside-lines', 'benefits']) void client.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Answer query={query} rows={10} meanwhile={<Link to={outsideListsPlace}>{t('back')}</Link>}>
      {(list) => (
        <>
          <PageHeader
            title={`${list.office} · ${list.kinds.map((kind) => t(kind)).join(t('comma'))}`}
            lead={t('number', { number: list.number })}
          />
          <Summary list={list} />
          <OutsideSteps list={list} onChanged={changed} />
          <Findings list={list} />
          <OutsideLines list={list} />
        </>
      )}
    </Answer>
  );
}

function Summary({ list }: { readonly list: OutsideList }) {
  const t = useMessages(outsideMessages);
  const { from, to, supersedes, supersededBy, changes } = list;
  const other = (label: string, one: OutsideList['supersedes']) =>
    one ? [{ label, value: <Link to={outsideListPlace(one.id)}>{t('number', { number: one.number })}</Link> }] : [];
  const person = (label: string, name: string | null) => (name ? [{ label, value: name }] : []);
  return (
    <section className="panel" aria-label={t('summary')}>
      <div className="panel-head">
        <h2>{t('summary')}</h2>
        <StatusTag tone={outsideTone[list.state]}>{t(`state_${list.state}`)}</StatusTag>
      </div>
      <Facts
        items={[
          { label: t('document'), value: list.document },
          list.origin === 'hand' ? { label: t('on'), value: from } : { label: t('covers'), value: t('period', { from, to }) },
          {
            label: t('declared'),
            value: t('sums', { count: formatCount(list.declaredCount), sum: formatYuan(list.declaredSumFen) }),
          },
          ...list.byKind.map(({ kind, rows, sumFen }) => ({
            label: t(kind),
            value: t('sums', { count: formatCount(rows), sum: formatYuan(sumFen) }),
          })),
          { label: t('origin'), value: t(`origin_${list.origin}`) },
          ...other(t('corrects'), supersedes),
          ...other(t('correctedBy'), supersededBy),
          ...person(t('enteredBy'), list.enteredByName),
          ...person(t('releasedBy'), list.releasedByName),
          ...person(t('askedBy'), list.withdrawalAskedByName),
          ...person(t('withdrawnBy'), list.withdrawnByName),
          ...person(t('reason'), list.reason),
        ]}
      />
      {changes ? <p>{t('changes', changes)}</p> : null}
    </section>
  );
}

/** Before a release and after it: what finance has approved that does not go together with this list. */
function Findings({ list }: { readonly list: OutsideList }) {
  const may = useMay();
  const isLooked = list.state === 'proposed' || list.state === 'released' || list.state === 'withdrawing';
  const mayLook = may('claim.write') || may('payment.approve');
  const overlaps = useOverlaps('outsideList', [list.id], isLooked && mayLook);
  if (!isLooked || !mayLook) return null;
  return (
    <div className="panel">
      <OverlapFindings overlaps={overlaps} isTold />
    </div>
  );
}
