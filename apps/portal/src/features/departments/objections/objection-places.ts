export const objectionsPlace = (department: string): string => `/${department}/objections`;
export const objectionPlace = (department: string, id: string): string => `/${department}/objections/${id}`;
