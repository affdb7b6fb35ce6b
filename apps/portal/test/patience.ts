import { configure } from '@testing-library/react';

// on a machine that other work shares: only what never happens takes that long
configure({ asyncUtilTimeout: 30_000 });
