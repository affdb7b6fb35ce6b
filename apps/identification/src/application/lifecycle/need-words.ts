import type { Words } from '@jingzhun/domain/lifecycle';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { photoWords, proofStage } from '@jingzhun/notices/photos';
import type { MeetingAttachmentRole, MeetingFacts, NoticeFacts, SampleFacts, ScreeningFacts } from './case-facts.js';
import { ASSEMBLY_BASES, ENTITLED, GROUP_BASES, type StatedNumber } from '../roll/basis.js';
import type { RepeatProblem } from './repeat.rules.js';

const words = (zh: string, en: string): Words => ({ zh, en });
const either = (met: boolean, there: Words, missing: Words): Words => (met ? there : missing);

const MEETING = { group: words('村民小组评议会', 'group appraisal'), assembly: words('村民代表大会', 'assembly of representatives') };
const ROLES: Record<MeetingAttachmentRole, Words> = {
  signIn: words('签到表', 'sign-in sheet'),
  photo: words('会议照片', 'photo'),
  video: words('会议录像', 'video'),
  minutes: words('会议记录扫描件', 'scan of the minutes'),
};

const named = (titles: readonly Words[] = []): Words =>
  titles.length === 0
    ? words('', '')
    : words(`（${titles.map(({ zh }) => zh).join('、')}）`, ` (${titles.map(({ en }) => en.toLowerCase()).join('; ')})`);

/** A meeting is counted by the number of its own day and of those it is of: both are said before it is held. */
function rollStates(kind: 'group' | 'assembly', stated: readonly StatedNumber[]): Words {
  if (stated.length === 0) return words('已有确认的参会名册', 'A confirmed roll says who may come');
  const lacking = (kind === 'group' ? GROUP_BASES : ASSEMBLY_BASES).filter((one) => !stated.some(({ basis }) => basis === one));
  const zh = stated.map(({ basis, since }) => `${ENTITLED[basis].zh}（${since} 起）`).join('、');
  const en = stated.map(({ basis, since }) => `${ENTITLED[basis].en} (from ${since} on)`).join(', ');
  return words(
    `已确认的参会名册写明${zh}${lacking.map((basis) => `；没有写明${ENTITLED[basis].zh}，不能按此登记会议`).join('')}；此前召开的会议没有名册`,
    `Confirmed rolls state ${en}${lacking.map((basis) => `; not ${ENTITLED[basis].en}, no meeting is recorded by them`).join('')}; none counts a meeting of an earlier day`,
  );
}

/** While a photo of today counts, it is asked for; before and afterwards the notice's own words say what is to be done. */
function photo(notice: NoticeFacts, occasion: 'first' | 'last', today: PlainDate, asked: Words): Words {
  const stage = proofStage(notice, occasion, today);
  if (stage === 'open') return asked;
  const { zh, en } = photoWords(notice, occasion, stage);
  return words(zh, `${en.charAt(0).toUpperCase()}${en.slice(1)}`);
}

/** The words of every need. */
export const say = {
  content: (problems: number) =>
    either(
      problems === 0,
      words('申请内容已填完整', 'The content is complete'),
      words(`申请内容还有 ${problems} 处未填或有误，请补正`, `${problems} fields are missing or wrong: complete them`),
    ),
  householdFits: (fits: boolean) =>
    either(
      fits,
      words('该户在册，可以办理', 'The household stands in the register as the case needs it'),
      words('该户当前状态不符合本申请，请核对农户页面', 'The household does not stand as this case needs it: look at its page'),
    ),
  personsFree: (registered: number, elsewhere: number) =>
    registered + elsewhere === 0
      ? words('家庭成员均未建档、也不在其他申请中', 'No member is registered or named in another open case')
      : words(
          [registered && `${registered} 名成员已经建档`, elsewhere && `${elsewhere} 名成员在另一件未办结的申请中`]
            .filter(Boolean)
            .join('，') + '；请核对成员，或先办结另一件',
          `${[registered && `${registered} members are registered already`, elsewhere && `${elsewhere} are named in another open case`].filter(Boolean).join(', ')}: check the members or finish the other case`,
        ),
  consent: (met: boolean) =>
    either(
      met,
      words('已附数据比对授权书', 'Consent to the data comparison is attached'),
      words('缺数据比对授权书：请户主签署后拍照上传', 'Consent to the data comparison is missing: let the head sign it and upload it'),
    ),
  identity: (met: boolean) =>
    either(
      met,
      words('已附身份证、户口簿复印件', 'Copies of ID and household register are attached'),
      words('缺身份证、户口簿复印件：请上传', 'Copies of ID and household register are missing: upload them'),
    ),
  formScan: (met: boolean) =>
    either(
      met,
      words('已附户主签字的申请书', 'The signed application form is attached'),
      words(
        '缺户主签字（或按印）的申请书：请打印、签字后拍照上传',
        'The signed form is missing: print it, let the head sign it, upload it',
      ),
    ),
  grounds: (met: boolean) =>
    either(
      met,
      words('已附清退依据', 'The grounds for the removal are attached'),
      words('缺清退依据材料：请上传核查材料', 'The grounds for the removal are missing: upload them'),
    ),
  withdrawalRequest: (met: boolean) =>
    either(
      met,
      words('已附户主签字的撤回申请', 'The household’s signed request to withdraw is attached'),
      words(
        '缺户主签字（或按印）的撤回申请：撤回须由农户本人提出，请其写明并签字后拍照上传，材料类型选“撤回申请”',
        'The household’s signed request is missing: only the household takes its application back. Let the head write and sign it, upload it as “withdrawal request”',
      ),
    ),
  requestOfHousehold: (met: boolean) =>
    either(
      met,
      words('已上传户主签字的撤回申请', 'The household’s signed request to withdraw is there'),
      words(
        '本件由成立的异议提出，村里不能代为撤回：户主不再申请的，请上传其签字的撤回申请；愿意申请的，请补齐后提交',
        'An upheld objection began this case, so the village does not put it aside: upload the household’s signed request to withdraw it, or complete and submit it',
      ),
    ),
  byObjection: words(
    '本件由成立的异议提出，不能直接撤回：请补齐清退依据后提交；经核实不应清退的，提交后由乡镇撤回并说明原因',
    'An upheld objection began this case, so the draft stays: attach the grounds and submit it; if it should not go on, the township withdraws it with its reason',
  ),
  formSigned: (met: boolean) =>
    either(
      met,
      words('对现有内容的签字有效', 'The present content is signed'),
      words('内容更正后原签字作废：请重新签字', 'The signature became void with the correction: sign anew'),
    ),
  formUnsigned: (met: boolean) =>
    either(
      met,
      words('需要重新签字', 'A new signature is needed'),
      words('对现有内容的签字有效，无需重签', 'The present content is signed; nothing to sign'),
    ),
  screening: (state: ScreeningFacts['state']) =>
    ({
      none: words('尚未做数据比对：请乡镇在比对结论页发起比对', 'Not screened yet: the township starts the comparison on the verdict page'),
      stale: words(
        '内容更正后未重新比对：请乡镇在比对结论页重新发起比对',
        'Not screened since the correction: the township starts the comparison again on the verdict page',
      ),
      present: words('已按现有内容完成数据比对', 'Screened with the present content'),
    })[state],
  verdict: ({ vetoes, unknown, strictOpen, titles, judgedOn }: Extract<ScreeningFacts, { state: 'present' }>) =>
    vetoes + unknown + strictOpen === 0
      ? words(
          `比对结论无一票否决、无待核实、从严审核均已说明${judgedOn ? `（按 ${judgedOn} 的登记；办理时按当天重新比对）` : ''}`,
          `No veto, nothing unknown, every strict review answered${judgedOn ? ` (as of ${judgedOn}; compared anew on the day of the step)` : ''}`,
        )
      : words(
          [
            vetoes && `${vetoes} 项一票否决${named(titles?.vetoes).zh}`,
            unknown && `${unknown} 项待核实${named(titles?.unknown).zh}`,
            strictOpen && `${strictOpen} 项从严审核未说明${named(titles?.strictOpen).zh}`,
          ]
            .filter(Boolean)
            .join('，') + '；请在比对结论页逐项查看：待核实的由乡镇或核查人员核实，从严审核的由乡镇书面说明，确属否决情形的由乡镇不予通过',
          `${[vetoes && `${vetoes} vetoes${named(titles?.vetoes).en}`, unknown && `${unknown} unknown${named(titles?.unknown).en}`, strictOpen && `${strictOpen} strict reviews unanswered${named(titles?.strictOpen).en}`].filter(Boolean).join(', ')}: the verdict page names each; the township or the verification officer confirms, the township gives the reasons, and rejects what is truly vetoed`,
        ),
  roll: (kind: 'group' | 'assembly', met: boolean, stated: readonly StatedNumber[] = []) =>
    met
      ? rollStates(kind, stated)
      : kind === 'group'
        ? words(
            '本组没有已确认的参会名册：请乡镇在“参会名册”登记本组户数（或成年村民数），由另一人确认',
            'No confirmed roll states the households (or adults) of the group: the township enters it under “Rolls”, another person confirms it',
          )
        : words(
            '本村没有已确认的参会名册：请乡镇在“参会名册”登记村民代表人数，由另一人确认',
            'No confirmed roll states the representatives of the village: the township enters it under “Rolls”, another person confirms it',
          ),
  meetingMissing: (kind: 'group' | 'assembly') =>
    words(`还没有${MEETING[kind].zh}的记录：请登记会议`, `No ${MEETING[kind].en} is recorded for this case: record the meeting`),
  meetingHeld: (kind: 'group' | 'assembly') => words(`已登记${MEETING[kind].zh}`, `The ${MEETING[kind].en} is recorded`),
  meetingContent: (met: boolean) =>
    either(
      met,
      words('表决所据即为现有内容', 'The votes are about the present content'),
      words('表决后内容有更正：须重新评议表决', 'The content was corrected since the votes: vote again'),
    ),
  meetingDay: (heldOn: string, enteredOn: string) =>
    words(`会议日期 ${heldOn}（应在 ${enteredOn} 至今日之间）`, `Meeting held on ${heldOn} (from ${enteredOn} until today)`),
  repeat: (losses: number, problem: RepeatProblem | undefined) => {
    switch (problem?.what) {
      case undefined:
        return words(`此前 ${losses} 次表决未通过，本次为按规定再次表决`, `Voted on again after ${losses} lost votes, as the rules allow`);
      case 'not-asked':
        return words(
          '此前表决未通过，该结果有效：请按未通过办理；确需再次表决的，登记会议时须写明理由',
          'An earlier vote was lost and stands: decide by it, or record the repeated meeting with its reason',
        );
      case 'too-early':
        return words(
          `此前表决未通过：再次表决不得早于 ${problem.earliest}，请另定会期`,
          `An earlier vote was lost: it is repeated on ${problem.earliest} at the earliest; hold the meeting then`,
        );
      case 'spent':
        return words(
          `表决未通过后至多再表决 ${problem.most} 次，已经用完：请按未通过办理；代表大会审核的，也可报乡镇决定退回重新评议`,
          `A lost vote is repeated ${problem.most} times at most: decide by it; after an assembly the township may also return the case`,
        );
    }
  },
  quorum: ({ eligible, present }: MeetingFacts, least: number) =>
    words(`应到 ${eligible} 人，实到 ${present} 人，至少须到 ${least} 人`, `${present} of ${eligible} present, at least ${least} needed`),
  minutes: (met: boolean) =>
    either(met, words('已有会议记录', 'Minutes are written'), words('缺会议记录：请补录', 'Minutes are missing: write them')),
  meetingEvidence: (missing: readonly MeetingAttachmentRole[]) =>
    missing.length === 0
      ? words('会议影像资料齐全', 'The evidence of the meeting is complete')
      : words(
          `还缺${missing.map((role) => ROLES[role].zh).join('、')}：请上传`,
          `Missing: ${missing.map((role) => ROLES[role].en).join(', ')}. Upload them`,
        ),
  readOut: (met: boolean) =>
    either(
      met,
      words('比对结果已在会上宣读', 'The results of the comparison were read out'),
      words('比对结果尚未在会上宣读', 'The results of the comparison were not read out in the meeting'),
    ),
  noticeMissing: words('尚未张贴', 'No notice is posted'),
  takenDown: (met: boolean) =>
    either(
      met,
      words('原公示已撤下，须重新张贴', 'The notice was taken down: post it anew'),
      words('公示仍在张贴中，不需重新张贴', 'The notice hangs; it is not posted again'),
    ),
  firstProof: (notice: NoticeFacts, today: PlainDate) =>
    either(
      notice.firstProof,
      words('已上传首日张贴照片', 'Proof of the first day is there'),
      photo(notice, 'first', today, words('缺首日张贴照片：请上传', 'Proof of the first day is missing: upload a photo')),
    ),
  period: (lastDay: string, daysLeft: number) =>
    daysLeft <= 0
      ? words(`公示期已满（至 ${lastDay}）`, `The period is over (until ${lastDay})`)
      : words(`还差 ${daysLeft} 天：公示至 ${lastDay} 当日结束`, `${daysLeft} days to go: it runs until the end of ${lastDay}`),
  lastProof: (notice: NoticeFacts, today: PlainDate) =>
    either(
      notice.lastProof,
      words('已上传末日张贴照片', 'Proof of the last day is there'),
      photo(
        notice,
        'last',
        today,
        words('缺末日张贴照片：请在最后一天拍照上传', 'Proof of the last day is missing: upload a photo taken on that day'),
      ),
    ),
  openObjections: (count: number) =>
    count === 0
      ? words('没有未答复的异议', 'No objection is open')
      : words(`${count} 条异议未答复：须先调查答复`, `${count} objections are open: they are decided first`),
  upheldObjections: (count: number) =>
    count === 0
      ? words('没有成立的异议', 'No objection was upheld')
      : words('异议成立：应按决定不予通过或退回', 'An objection was upheld: reject or return the case as decided'),
  objectionUpheld: (met: boolean) =>
    either(met, words('异议已认定成立', 'An objection was upheld'), words('没有认定成立的异议', 'No objection was upheld')),
  sampleMissing: words('尚未抽样：请对名单抽样', 'No sample is drawn: draw it from the list'),
  sampleDrawn: ({ listed, chosen }: SampleFacts) =>
    words(`已抽样：名单 ${listed} 户，抽中 ${chosen} 户`, `Sample drawn: ${chosen} of ${listed} households`),
  sampleVisited: ({ chosen, visited }: SampleFacts) =>
    words(`抽中 ${chosen} 户，已入户核查 ${visited} 户`, `${visited} of ${chosen} chosen households visited`),
  visit: (visit: SampleFacts['visit']) =>
    ({
      'not-chosen': words('本户未被抽中', 'This household was not chosen'),
      waiting: words('本户被抽中，尚未入户核查', 'This household was chosen and not visited yet'),
      agrees: words('入户核查与申请一致', 'The visit agrees with the application'),
      deviates: words('入户核查与申请不一致：应退回或不予通过', 'The visit deviates from the application: return or reject it'),
    })[visit],
  notMaker: (met: boolean) =>
    either(
      met,
      words('由未经办本件的人员办理', 'Taken by somebody who did not handle the case before'),
      words('您经办过本件，须由其他人员办理', 'You handled this case: another person has to decide'),
    ),
  notRechecker: (met: boolean) =>
    either(
      met,
      words('由未参加乡镇复核的人员办理', 'Taken by somebody who did not re-check it'),
      words('您复核过本件，须由其他人员审定', 'You re-checked this case: another person has to examine it'),
    ),
  countyStep: (met: boolean, on: boolean) =>
    on
      ? either(
          met,
          words('本件须经县级审定', 'The county examines this case'),
          words('本件不设县级审定', 'The county does not examine this case'),
        )
      : either(
          met,
          words('本件不设县级审定', 'The county does not examine this case'),
          words('须先经县级审定', 'The county examines it first'),
        ),
};
