// `prepack`: npm runs it before it packs.

import { bundle } from './bundle.ts';
import { putPublished } from './manifest.ts';

await bundle('dist');
putPublished();
