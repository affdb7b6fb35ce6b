import { jest } from '@jest/globals';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { draw } from '../../../test/drawn.js';
import { recordedServer } from '../../../test/recorded-server.js';
import { RecordedUploads } from '../../../test/recorded-uploads.js';
import { AttachmentUploader } from './AttachmentUploader.js';

const UPLOADS = '/api/identification/v1/uploads';
const photo = (bytes = 2_500_000, name = '会议照片.jpg') =>
  new File([new Uint8Array(bytes)], name, { type: 'image/jpeg', lastModified: 1 });
const problem = (code: string, title: string, next: string) => JSON.stringify({ code, title, detail: '说明', next });
const button = (name: RegExp) => screen.getByRole('button', { name });

describe('an attachment being uploaded', () => {
  let uploads: RecordedUploads;
  let server: ReturnType<typeof recordedServer>;
  let states: unknown[];
  let uploaded: string[];
  beforeEach(() => {
    window.localStorage.clear();
    uploads = new RecordedUploads(UPLOADS);
    states = [];
    uploaded = [];
    server = recordedServer(({ url }) =>
      url.includes('/attachments/') ? { body: states.shift() ?? { state: 'ready', problem: null } } : undefined,
    );
  });
  afterEach(() => {
    uploads.restore();
    server.restore();
  });

  const shown = () =>
    draw(
      <AttachmentUploader
        department="identification"
        place="360781102208"
        label="民主评议会议照片"
        audience="aboveVillage"
        onUploaded={(id) => uploaded.push(id)}
      />,
    );
  const choose = (file: File) => fireEvent.change(screen.getByLabelText('民主评议会议照片 · 选择文件'), { target: { files: [file] } });
  const arrivedId = () => [...uploads.arrived.keys()][0] ?? '';

  it('goes up in pieces that any proxy lets through, and is done when the server has looked at it', async () => {
    states = [
      { state: 'checking', problem: null },
      { state: 'ready', problem: null },
    ];
    shown();
    choose(photo());
    await screen.findByText(/正在检查 会议照片\.jpg/);
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('已上传 会议照片.jpg'));
    expect(uploads.sent.map(({ method, bytes }) => [method, bytes])).toEqual([
      ['POST', 0],
      ['PATCH', 1_000_000],
      ['PATCH', 1_000_000],
      ['PATCH', 500_000],
    ]);
    const id = arrivedId();
    expect(uploaded).toEqual([id]);
    expect(uploads.arrived.get(id)?.metadata).toEqual({ id, filename: '会议照片.jpg', place: '360781102208', audience: 'aboveVillage' });
    expect(server.sent.map(({ url }) => url)).toEqual(Array.from({ length: 2 }, () => `/api/identification/v1/attachments/${id}`));
    expect(window.localStorage.getItem('jingzhun.uploads')).toBe('{}');
  });

  it('goes on by itself where the line broke, and says so meanwhile', async () => {
    uploads.mishaps.push('line-breaks');
    shown();
    choose(photo());
    await screen.findByText(/信号中断，恢复后自动续传/);
    await waitFor(() => expect(uploaded).toHaveLength(1));
    expect(uploads.sent.map(({ method, bytes }) => [method, bytes])).toEqual([
      ['POST', 0],
      ['PATCH', 1_000_000],
      ['HEAD', 0],
      ['PATCH', 1_000_000],
      ['PATCH', 1_000_000],
    ]);
  });

  it('that was broken off by closing the page goes on when the same file is chosen again', async () => {
    const first = shown();
    uploads.mishaps.push('line-breaks');
    choose(photo());
    await screen.findByText(/信号中断/);
    first.unmount();
    const id = arrivedId();
    expect(uploads.arrived.get(id)?.offset).toBe(500_000);
    const kept = window.localStorage.getItem('jingzhun.uploads') ?? '';
    expect(kept).toContain(id);
    expect(kept).not.toContain('会议照片');
    uploads.sent.length = 0;
    shown();
    choose(photo());
    await waitFor(() => expect(uploaded).toEqual([id]));
    expect(uploads.sent.map(({ method, bytes }) => [method, bytes])).toEqual([
      ['HEAD', 0],
      ['PATCH', 1_000_000],
      ['PATCH', 1_000_000],
    ]);
  });

  it('that the server refuses says what is wrong and what to do, and another can be chosen', async () => {
    const body = problem('evidence.kind-not-allowed', '不能上传这种文件', '请上传照片、视频、录音或 PDF。');
    uploads.mishaps.push({ status: 415, headers: { 'content-type': 'application/problem+json' }, body });
    shown();
    choose(photo(1_000));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('不能上传这种文件');
    expect(alert.textContent).toContain('请上传照片、视频、录音或 PDF。');
    expect(uploaded).toEqual([]);
    expect(window.localStorage.getItem('jingzhun.uploads')).toBe('{}');
    fireEvent.change(screen.getByLabelText('民主评议会议照片 · 重新选择'), { target: { files: [photo(2_000, '另一张.jpg')] } });
    await waitFor(() => expect(uploaded).toHaveLength(1));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that is refused after it arrived, while it was looked at, says so as well', async () => {
    states = [{ state: 'refused', problem: JSON.parse(problem('evidence.picture-unreadable', '照片打不开', '打不开的请重拍。')) }];
    shown();
    choose(photo(1_000));
    expect((await screen.findByRole('alert')).textContent).toContain('打不开的请重拍。');
    expect(uploaded).toEqual([]);
  });

  it('can be given up, and is forgotten on both sides', async () => {
    uploads.mishaps.push('line-breaks');
    shown();
    choose(photo());
    await screen.findByText(/信号中断/);
    await act(async () => fireEvent.click(button(/取消上传/)));
    await waitFor(() => expect(uploads.arrived.size).toBe(0));
    expect(screen.getByRole('status').textContent).toBe('');
    expect(window.localStorage.getItem('jingzhun.uploads')).toBe('{}');
    expect(uploaded).toEqual([]);
  });

  it('that the server broke off itself goes on by itself', async () => {
    const body = problem('evidence.upload-interrupted', '上传中断', '请点“继续上传”。');
    uploads.mishaps.push({ status: 400, headers: { 'content-type': 'application/problem+json' }, body });
    shown();
    choose(photo(1_000_000));
    await waitFor(() => expect(uploaded).toHaveLength(1));
  });

  it('is continued by hand when nobody waits any longer', async () => {
    jest.useFakeTimers();
    try {
      uploads.mishaps.push(...Array.from({ length: 10 }, () => ({ status: 503 })));
      shown();
      choose(photo(1_000_000));
      for (let minute = 0; minute < 8; minute += 1) await act(() => jest.advanceTimersByTimeAsync(61_000));
      expect(screen.getByRole('status').textContent).toBe('会议照片.jpg 没有传完，已传的部分保留着');
      expect(screen.getByRole('alert').textContent).toContain('这个部门的系统暂时连不上');
      await act(async () => fireEvent.click(button(/继续上传/)));
      await act(() => jest.advanceTimersByTimeAsync(2_000));
      expect(uploaded).toEqual([arrivedId()]);
      expect(screen.queryByRole('alert')).toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('on a phone', () => {
  const wide = window.matchMedia;
  beforeEach(() => {
    window.matchMedia = ((query: string) => ({ ...wide(query), matches: true })) as typeof window.matchMedia;
  });
  afterEach(() => {
    window.matchMedia = wide;
  });

  it('the camera is one tap away, for a picture and for a video', () => {
    draw(<AttachmentUploader department="identification" place="360781102208" label="入户照片" onUploaded={() => undefined} />);
    for (const [text, accept] of [
      ['拍照', 'image/*'],
      ['录像', 'video/*'],
    ] as const) {
      const field = screen.getByLabelText<HTMLInputElement>(`入户照片 · ${text}`);
      expect([field.getAttribute('capture'), field.accept]).toEqual(['environment', accept]);
    }
    expect(screen.getByLabelText<HTMLInputElement>('入户照片 · 选择文件').getAttribute('capture')).toBeNull();
  });
});
