// What was left behind is caught up, where slices carry the wave.

import { catchesUp, SLICED } from './behind-plays.ts';

catchesUp(SLICED);
