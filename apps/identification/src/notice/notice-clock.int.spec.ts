import { postNotice, registerHost, type RecordingHost } from '../../test/notice.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';
import { Notices } from '@jingzhun/notices';
import { sessionOf } from '@jingzhun/persistence';

const cadre = officer('360781102208', ['village-cadre']);

describe('the clock of a notice', () => {
  let service: Identification;
  let host: RecordingHost;

  beforeAll(async () => {
    service = await startIdentification(new Date('2016-06-15T02:00:00Z'));
    host = registerHost(service);
  });
  afterAll(async () => service?.stop());

  it('counts from the day after posting', async () => {
    const notice = await postNotice(service, cadre);
    expect(notice).toMatchObject({ state: 'posted', postedOn: '2016-06-15', firstDay: '2016-06-16', lastDay: '2016-06-22', days: 7 });
  });

  it('says everything that is missing when it is closed too early', async () => {
    const notice = await postNotice(service, cadre);
    const notices = service.app.get(Notices, { strict: false });
    await expect(service.db.transaction(sessionOf(cadre), (em) => notices.close(em, cadre, notice.id))).rejects.toMatchObject({
      code: 'notice.not-closable',
      zh: { detail: '缺首日张贴照片；缺末日张贴照片；还差 7 天公示期。' },
    });
    expect(host.told).toEqual([]);
  });
});
