import { ExclamationCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Form, Input } from 'antd';
import { isOutsideKind } from '../../../api/finance/outside-lists.js';
import type { HeardSource, OverlapFinding } from '../../../api/finance/overlaps.js';
import { Answer } from '../../../components/Answer.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useAreaName } from '../../areas/useDivisions.js';
import type { Overlaps } from './useOverlaps.js';
import { overlapMessages } from './overlaps.messages.js';
import './overlaps.css';

/** Before an approval: what the households have already, and which department was never heard. */
export function OverlapFindings({
  overlaps,
  isTold = false,
}: {
  readonly overlaps: Pick<Overlaps, 'query' | 'isOneByOne'>;
  readonly isTold?: boolean;
}) {
  const t = useMessages(overlapMessages);
  return (
    <section className="stack" style={{ gap: 8 }} aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <Answer query={overlaps.query} rows={2}>
        {({ findings, sources }) => (
          <>
            {findings.length === 0 ? <p className="soft">{t('nothing')}</p> : null}
            {overlaps.isOneByOne ? <p>{t('oneByOne')}</p> : null}
            <ul className="plain-list stack" style={{ gap: 8 }}>
              {findings.map((finding) => (
                <Finding key={`${finding.rule} ${finding.benefits.map(({ id }) => id).join(' ')}`} finding={finding} isTold={isTold} />
              ))}
            </ul>
            {sources.map((source) => (
              <Heard key={source.kind} source={source} />
            ))}
          </>
        )}
      </Answer>
    </section>
  );
}

/** Nothing where a department tells all the time; else what was not heard. */
function Heard({ source: { kind, heardAt, periods } }: { readonly source: HeardSource }) {
  const t = useMessages(overlapMessages);
  if (kind === 'relocation' || kind === 'premium' || kind === 'project')
    return heardAt === null ? <p className="soft">{t(`never_${kind}`)}</p> : null;
  const covered = periods.map((period) => t('period', { ...period })).join(t('comma'));
  return <p className="soft">{covered ? t('told', { kind: t(kind), periods: covered }) : t('neverTold', { kind: t(kind) })}</p>;
}

function Finding({ finding, isTold }: { readonly finding: OverlapFinding; readonly isTold: boolean }) {
  const t = useMessages(overlapMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const { effect, household, benefits, limit, capFen, overFen, certainty } = finding;
  const isBlock = effect === 'block';
  return (
    <li className={isBlock ? 'overlap overlap-block' : 'overlap'}>
      <p>
        {isBlock ? <StopOutlined aria-hidden /> : <ExclamationCircleOutlined aria-hidden />}{' '}
        <strong>{t('rule', { effect: t(isTold ? 'found' : effect), name: finding.name[language] })}</strong>
      </p>
      <p>
        {t('household', { head: household.headName ?? '', number: household.number ?? '' })}{' '}
        <span className="soft">{areaName(household.villageCode)}</span>
      </p>
      <ul>
        {benefits.map(({ id, kind, about, amountFen, on }) => (
          <li key={id}>
            {t(kind)} · {about[language]} · <span className="nowrap">{t('amount', { amount: formatYuan(amountFen) })}</span>{' '}
            <span className="soft">
              {on === null ? t(isTold ? 'thisList' : 'thisTime') : t(isOutsideKind(kind) ? 'paidOn' : 'decided', { on })}
            </span>
          </li>
        ))}
      </ul>
      {limit === 'cap' ? <p>{t('over', { cap: formatYuan(capFen), over: formatYuan(overFen) })}</p> : null}
      <p className="soft">
        {t('source', {
          source: language === 'zh' ? finding.sourceZh : finding.source,
          certainty: t(`certainty_${certainty}` as 'certainty_A'),
        })}
      </p>
      <p>
        {t('next')}
        {finding.next[language]}
      </p>
    </li>
  );
}

/** Inside the form of an approval; nothing while nothing has to be answered. */
export function OverlapReason({ overlaps }: { readonly overlaps: Overlaps }) {
  const t = useMessages(overlapMessages);
  if (!overlaps.needsReason) return null;
  return (
    <Form.Item
      name="overlapReason"
      label={t('reason')}
      extra={t('reasonHint')}
      rules={[{ required: true, whitespace: true, min: 2, message: t('reasonNeeded') }]}
    >
      <Input.TextArea rows={2} maxLength={500} />
    </Form.Item>
  );
}
