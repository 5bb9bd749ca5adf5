// `postpack`: npm runs it once it has packed.

import { putBack } from './manifest.ts';

putBack();
