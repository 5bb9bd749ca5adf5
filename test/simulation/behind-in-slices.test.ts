// What fails to deploy is left behind, where slices carry the wave.

import { leavesBehind, SLICED } from './behind-plays.ts';

leavesBehind(SLICED);
