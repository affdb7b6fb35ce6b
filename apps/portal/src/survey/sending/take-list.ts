import type { KeptRound, SurveyStore } from '../device/survey-store.js';
import type { DeviceTime } from '../device/device-time.js';
import type { WorkItem, Workload } from '../types.js';
import type { SurveyApi } from './survey-api.js';

export interface TakenList {
  readonly kept: KeptRound;
  readonly items: readonly WorkItem[];
}

/** The whole list of a village, page by page; nothing on the phone changes before the last page is here. */
export async function takeList(
  api: SurveyApi,
  { roundId, village, time, onProgress }: { roundId: string; village: string; time: DeviceTime; onProgress: (households: number) => void },
): Promise<TakenList> {
  const items: WorkItem[] = [];
  let page: Workload | undefined;
  do {
    page = await api.workload(roundId, { village, cursor: page?.nextCursor ?? undefined });
    items.push(...page.items);
    onProgress(items.length);
  } while (page.nextCursor);
  const form = await api.form(page.round.formVersion);
  const { round, device } = page;
  return { kept: { round, form, device, villageCode: village, takenAt: time.now().toISOString() }, items };
}

export async function keepList(store: SurveyStore, { kept, items }: TakenList): Promise<void> {
  await store.keepRound(kept);
  await store.keepUnits(items, { replaceAll: true });
}
