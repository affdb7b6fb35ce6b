/** Beside the migrations, and none: what several of them share. */
export const WAYS = ['draft'];
