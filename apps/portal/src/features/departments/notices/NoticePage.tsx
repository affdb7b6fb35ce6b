import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { readNoticePaper, type Notice } from '../../../api/department/notices.js';
import { saveFile } from '../../../api/save-file.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { postingPlace } from '../postings/posting-places.js';
import { postingMessages } from '../postings/postings.messages.js';
import { NoticeObjections } from './NoticeObjections.js';
import { noticesPlace, publicNoticePlace, subjectPlace } from './notice-places.js';
import { NoticeProofs } from './NoticeProofs.js';
import { noticeMessages } from './notices.messages.js';
import { NoticeStateTag } from './NoticeStateTag.js';
import { NoticeSteps } from './NoticeSteps.js';
import { useNotice } from './useNotice.js';

/** Who and where, state and next step, text, photos, objections, what happened. */
export function NoticePage() {
  const t = useMessages(noticeMessages);
  const language = useLanguage();
  const { department = 'identification', id = '' } = useParams();
  const query = useNotice(department, id);
  return (
    <Answer query={query} rows={12} meanwhile={<Link to={noticesPlace(department)}>{t('back')}</Link>}>
      {(notice) => (
        <>
          <PageHeader
            title={notice.about ? `${notice.title[language]} · ${notice.about[language]}` : notice.title[language]}
            lead={[...notice.placeNames, notice.groupName ?? ''].join(' ').trim()}
            actions={<Papers department={department} notice={notice} />}
          />
          <OnSheet department={department} notice={notice} />
          <NoticeSteps department={department} notice={notice} />
          <Text notice={notice} department={department} />
          <NoticeProofs department={department} notice={notice} />
          <NoticeObjections department={department} notice={notice} />
          <History notice={notice} />
        </>
      )}
    </Answer>
  );
}

function OnSheet({ department, notice }: { readonly department: string; readonly notice: Notice }) {
  const t = useMessages(postingMessages);
  if (!notice.postingId || notice.state !== 'posted') return null;
  return (
    <p className="no-print">
      {t('onSheet')} <Link to={postingPlace(department, notice.postingId)}>{t('openSheet')}</Link>
    </p>
  );
}

function Papers({ department, notice }: { readonly department: string; readonly notice: Notice }) {
  const t = useMessages(noticeMessages);
  const language = useLanguage();
  const paper = useCommand((_: undefined) => readNoticePaper(department, notice.id, language), saveFile);
  return (
    <>
      {notice.isPublic ? <a href={publicNoticePlace(department, notice.id)}>{t('publicPage')}</a> : null}
      <Button loading={paper.isPending} onClick={() => paper.run(undefined)}>
        {t('paper')}
      </Button>
      {paper.problem ? <ProblemView error={paper.problem} /> : null}
    </>
  );
}

function Text({ notice, department }: { readonly notice: Notice; readonly department: string }) {
  const t = useMessages(noticeMessages);
  const language = useLanguage();
  const { text, postedOn, firstDay, lastDay, days, dayKind } = notice;
  const subject = subjectPlace(department, notice.subject);
  const period =
    firstDay && lastDay && dayKind
      ? `${firstDay} - ${lastDay}（${t(`days_${dayKind}`, { count: days ?? 0 })}，${t('dayNotCounted')}）`
      : null;
  return (
    <section className="panel" aria-label={t('text')}>
      <div className="panel-head">
        <h2>{t('text')}</h2>
        <NoticeStateTag notice={notice} />
      </div>
      {text.paragraphs.map((paragraph) => (
        <p key={paragraph.zh} style={{ marginBottom: 8 }}>
          {paragraph[language]}
        </p>
      ))}
      <Facts
        items={[
          ...text.facts.map(({ label, value }) => ({ label: label[language], value: value[language] })),
          { label: t('postedOn'), value: postedOn },
          { label: t('fromTo'), value: period },
        ]}
      />
      {text.tables.map((part) => (
        <div key={part.label.zh} style={{ overflowX: 'auto' }} role="region" aria-label={part.label[language]} tabIndex={0}>
          <table className="plain-table">
            <caption>{part.label[language]}</caption>
            <thead>
              <tr>
                {part.headings.map((heading) => (
                  <th key={heading.zh} scope="col">
                    {heading[language]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {part.rows.map((row, i) => (
                <tr key={i}>
                  {row.map((cell, j) => (
                    <td key={j}>{cell[language]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      {subject ? (
        <p>
          <Link to={subject}>{t('toCase')}</Link>
        </p>
      ) : null}
    </section>
  );
}

function History({ notice }: { readonly notice: Notice }) {
  const t = useMessages(noticeMessages);
  const { composed, posted, closed, withdrawn } = notice;
  const lines = [
    { at: composed.at, text: t('composedBy', { by: composed.by }) },
    ...(posted ? [{ at: posted.at, text: t('postedBy', { by: posted.by }) }] : []),
    ...(closed ? [{ at: closed.at, text: t('closedBy', { by: closed.by }) }] : []),
    ...(withdrawn ? [{ at: withdrawn.at, text: t('withdrawnBy', { by: withdrawn.by, reason: withdrawn.reason }) }] : []),
  ];
  return (
    <section className="panel" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <ul className="plain-list">
        {lines.map(({ at, text }) => (
          <li key={text}>
            <span className="soft">{formatInstant(at)}</span> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
