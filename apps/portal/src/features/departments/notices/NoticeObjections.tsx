import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Notice } from '../../../api/department/notices.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { EnterObjection } from '../objections/EnterObjection.js';
import { objectionsPlace } from '../objections/objection-places.js';
import { noticeMessages } from './notices.messages.js';

interface Props {
  readonly department: string;
  readonly notice: Notice;
}

/** For the village the counts, for the township and the county the way to the objections themselves. */
export function NoticeObjections({ department, notice }: Props) {
  const t = useMessages(noticeMessages);
  const may = useMay();
  const [isEntering, setEntering] = useState(false);
  if (notice.posted === null) return null;
  return (
    <section className="panel" aria-label={t('objections')}>
      <h2>{t('objections')}</h2>
      <p>{t('objectionCounts', { ...notice.objections })}</p>
      <p className="soft">{t('objectionsInvestigated', { level: t(`level_${notice.investigator}`) })}</p>
      <div className="row no-print" style={{ marginTop: 8 }}>
        {may('objection.investigate') ? <Link to={`${objectionsPlace(department)}?notice=${notice.id}`}>{t('seeObjections')}</Link> : null}
        {may('objection.receive') ? <Button onClick={() => setEntering(true)}>{t('enter')}</Button> : null}
      </div>
      {isEntering ? <EnterObjection department={department} notice={notice} onClose={() => setEntering(false)} /> : null}
    </section>
  );
}
