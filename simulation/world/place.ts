// The simulated AWS account and region that Tidegate runs in.

import type { Home } from '../stack/template.ts';

export const home: Home = { account: '111122223333', region: 'us-east-1' };

/** The one bucket that the simulated builds put their artifacts into. */
export const artifactBucket = `tidegate-artifacts-${home.account}`;
