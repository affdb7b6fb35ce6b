/** Groups in the order of the paper form. */
export const partNames = ['place', 'members', 'causes', 'income', 'living', 'declared', 'review'] as const;
export type PartName = (typeof partNames)[number];
