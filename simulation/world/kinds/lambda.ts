// A Lambda function whose alias CodeDeploy shifts.

import type { TargetOf } from '../../../core/pipeline/target-schema.ts';
import { functionWatchedAs, layFunction, provisionFunction, sharesBehind } from './function.ts';
import { provisionGroup } from './group.ts';
import type { Kind } from './kind.ts';

export const lambda: Kind<TargetOf<'lambda'>> = {
  provision(parts, target) {
    provisionFunction(parts, target);
    provisionGroup(parts, target, { platform: 'Lambda' });
  },
  lay: (aws, target, { content }) => layFunction(aws, target, content),
  shares: sharesBehind,
  watchedAs: functionWatchedAs,
};
