export const leaveSurveyAddress = '/survey/leave';

/** Whether this browser keeps a survey list. Looked up by name first, so that other offices' browsers get no database of it. */
export async function holdsSurvey(): Promise<boolean> {
  try {
    const databases = await window.indexedDB.databases();
    if (!databases.some(({ name }) => name === 'jingzhun-survey')) return false;
    const { SurveyDatabase } = await import('../survey/device/database.js');
    return (await new SurveyDatabase().vault.count()) > 0;
  } catch {
    return false;
  }
}
