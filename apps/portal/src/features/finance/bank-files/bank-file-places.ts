export const bankFilesPlace = '/finance/bank-files';
export const bankFilePlace = (id: string): string => `${bankFilesPlace}/${id}`;
