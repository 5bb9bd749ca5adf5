// `prepack`: npm runs it before it packs.

import { bundle, declareConstruct } from './bundle.ts';
import { putPublished } from './manifest.ts';

await bundle('dist');
declareConstruct();
putPublished();
