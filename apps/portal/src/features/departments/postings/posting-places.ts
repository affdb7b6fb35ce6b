export const postingPlace = (department: string, id: string): string => `/${department}/notices/postings/${id}`;
