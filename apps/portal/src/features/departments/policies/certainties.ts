/** How far a value can be trusted, surest first; the codes of the county packs. */
export const certainties = ['L', 'S', 'A', 'D', 'K-high', 'K-mid', 'K-low', 'P', 'U'] as const;
