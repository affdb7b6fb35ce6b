import { Link, useParams } from 'react-router';
import type { InterestClaim } from '../../../api/finance/interest-claims.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { ClaimLines } from './ClaimLines.js';
import { DecideClaim } from './DecideClaim.js';
import { claimsPlace } from './interest-claim-places.js';
import { interestClaimMessages } from './interest-claims.messages.js';
import { claimTone } from './InterestClaimsPage.js';
import { useClaim, useQuarterName } from './useClaims.js';

/** One claim: what the bank says, what our schedules say, what makes the difference, and whose turn it is. */
export function InterestClaimPage() {
  const t = useMessages(interestClaimMessages);
  const language = useLanguage();
  const quarterName = useQuarterName();
  const { id = '' } = useParams();
  const query = useClaim(id);
  return (
    <Answer query={query} rows={10} meanwhile={<Link to={claimsPlace}>{t('back')}</Link>}>
      {(claim) => (
        <>
          <PageHeader
            title={`${language === 'zh' ? claim.bankNameZh : claim.bankNameEn} ${quarterName(claim.quarter)}`}
            lead={t('number', { number: claim.number })}
          />
          <Sums claim={claim} />
          <DecideClaim claim={claim} />
          <ClaimLines claim={claim} />
        </>
      )}
    </Answer>
  );
}

function Sums({ claim }: { readonly claim: InterestClaim }) {
  const t = useMessages(interestClaimMessages);
  return (
    <section className="panel" aria-label={t('results')}>
      <div className="panel-head">
        <h2>{t('results')}</h2>
        <StatusTag tone={claimTone[claim.state]}>{t(`state_${claim.state}`)}</StatusTag>
      </div>
      <Facts
        items={[
          { label: t('count'), value: formatCount(claim.rows) },
          { label: t('claimed'), value: formatYuan(claim.claimedFen) },
          { label: t('ours'), value: formatYuan(claim.ourFen) },
          { label: t('granted'), value: formatYuan(claim.grantedFen) },
          ...(claim.cutFen > 0 ? [{ label: t('cut'), value: formatYuan(claim.cutFen) }] : []),
          { label: t('rules'), value: <Rules rules={claim.rules} /> },
          ...claim.byResult.map(({ result, lines }) => ({ label: t(`result_${result}`), value: formatCount(lines) })),
        ]}
      />
      <p className="soft">{t('who', { entered: claim.enteredByName, decided: claim.decidedByName ?? t('nobody') })}</p>
      {claim.reason ? <p>{t('reason', { reason: claim.reason })}</p> : null}
    </section>
  );
}

/** By which words of the policy our figures were worked out. */
function Rules({ rules: { months, shareBp, extensionIsSubsidised, mostFen, above } }: Pick<InterestClaim, 'rules'>) {
  const t = useMessages(interestClaimMessages);
  const words = [
    t('rulesTerm', { months, percent: shareBp / 100 }),
    ...(extensionIsSubsidised === null ? [] : [t(extensionIsSubsidised ? 'rulesExtension_yes' : 'rulesExtension_no')]),
    ...(mostFen === null || above === null ? [] : [t(`rulesCeiling_${above}`, { most: formatYuan(mostFen) })]),
  ];
  return (
    <>
      {words.map((word) => (
        <div key={word}>{word}</div>
      ))}
    </>
  );
}
